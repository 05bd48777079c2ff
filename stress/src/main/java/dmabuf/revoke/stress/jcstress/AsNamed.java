// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import java.util.List;
import java.util.SortedSet;
import org.openjdk.jcstress.JCStress;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.vm.VMSupport;

/**
 * jcstress with only the named configuration of the JVM. On JDK 17 jcstress would run each configuration a second time, with
 * biased locking, which JDK 15 disabled by default and later JDKs do not have.
 */
final class AsNamed extends JCStress {
    private AsNamed(final Options options) {
        super(options);
    }

    /** The tests. jcstress calls this once, when it has found the configurations and has not used them yet. */
    @Override
    public SortedSet<String> getTests() {
        final List<VMSupport.Config> all = VMSupport.getAvailableVMConfigs();
        // The last configuration has no biased locking, unless the named arguments, which follow it, enable that.
        all.subList(0, Math.max(0, all.size() - 1)).clear();
        return super.getTests();
    }

    /** @param args those of jcstress's own main class */
    public static void main(final String[] args) throws Exception {
        final Options options = new Options(args);
        if (!options.parse()) {
            System.exit(1);
        }
        new AsNamed(options).run();
    }
}
