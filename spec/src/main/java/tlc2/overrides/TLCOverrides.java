// SPDX-License-Identifier: Apache-2.0
package tlc2.overrides;

import dmabuf.revoke.export.ExportOverrides;
import dmabuf.revoke.export.MutantOverrides;
import dmabuf.revoke.export.RecallOverrides;

/** TLC looks for a class of this name on its class path; it names the operators that Java overrides. */
public final class TLCOverrides implements ITLCOverrides {
    @Override
    @SuppressWarnings("rawtypes")
    public Class[] get() {
        if (System.getProperty("revoke.export") != null) {
            return new Class[] {ExportOverrides.class, MutantOverrides.class};
        }
        return Boolean.getBoolean(RecallOverrides.PROPERTY) ? new Class[] {RecallOverrides.class} : new Class[0];
    }
}
