// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Surroundings;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/** The start of the key of each result that comes from running impl: a digest of what all these results depend on. */
public final class RunKey {
    private RunKey() {}

    /**
     * A digest of the sources and classes of impl, of its mutants, the techniques, the libraries, the machine, the JVM and the
     * settings.
     *
     * @param folders more folders of the project that the result depends on
     */
    public static Digest of(final String what, final Settings settings, final List<String> folders) throws Undecided {
        final Digest key = new Digest()
                .text("what", what)
                .text("seed", Long.toString(settings.seed()))
                .text("full", Boolean.toString(settings.full()))
                .tree(Tools.home().resolve("impl/src/main/java"))
                .tree(Tools.home().resolve("model-tests/mutants"))
                .classes(DmaBuf.class, "dmabuf.revoke.impl")
                .classes(RunKey.class, "dmabuf.revoke.model")
                .classes(Jobs.class, "dmabuf.revoke")
                .text("libraries", Surroundings.libraries())
                .text("machine", Surroundings.machine())
                .text("options", Surroundings.options())
                .jvm();
        for (final String f : folders) {
            key.text("folder", f).tree(Tools.home().resolve(f));
        }
        return key;
    }
}
