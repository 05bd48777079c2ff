// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl.exporters;

import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Mutex;
import dmabuf.revoke.impl.Probe;

/** An exporter whose buffer the CPU may use in every way: programs map it, and there are kernel mappings. Reference 5.5. */
abstract class CpuExporter extends Exporter {
    /** Creates an exporter with an outer lock of its own, whose buffer begins live. */
    CpuExporter(final Probe probe) {
        super(probe);
    }

    /** Creates one of several exporters under one outer lock; its buffer may begin revoked. */
    CpuExporter(final Mutex outer, final boolean revoked, final Probe probe) {
        super(outer, revoked, probe);
    }

    @Override
    public boolean mapsForPrograms() {
        return true;
    }

    @Override
    public boolean mapsForKernel() {
        return true;
    }
}
