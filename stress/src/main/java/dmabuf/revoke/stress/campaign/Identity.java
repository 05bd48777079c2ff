// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Surroundings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.service.Version;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a campaign tested, and where. Results can be combined only if spec and code are the same. The machine and the JVM may
 * differ, and so sources are compared, not compiled classes.
 *
 * @param spec a digest of all modules and tables of the spec
 * @param code a digest of the sources of impl, of techniques and tests, and of the libraries
 * @param commit for display
 * @param environment for display
 */
public record Identity(String spec, String code, String commit, Map<String, String> environment) {
    private static final List<String> SOURCES = List.of(
            "impl/src/main", "model-tests/src", "model-tests/races", "stress/src/main", "stress/litmus", "spec/src/main/java");

    /**
     * The identity of this build.
     *
     * @param corpus a folder of tests that are not among the sources; null for none
     */
    public static Identity here(final Tools tools, final Path corpus) throws Undecided {
        final Digest code = new Digest();
        for (final String s : SOURCES) {
            code.text("folder", s).tree(Tools.home().resolve(s));
        }
        if (corpus != null) {
            code.text("corpus", "").tree(corpus);
        }
        code.text("libraries", Surroundings.libraries());
        final Map<String, String> environment = new TreeMap<>();
        environment.put("machine", Surroundings.machine());
        environment.put("jvm", Version.java());
        environment.put("options", Surroundings.options());
        return new Identity(tools.spec().digestOfAll(), code.hex(), Version.commit(), environment);
    }

    /** Refuses results of another spec or code. */
    void same(final Results other) throws Undecided {
        same(spec, code, commit, other, "this checkout");
    }

    /** Refuses results that cannot be combined with those of a file. */
    static void same(final Results first, final Results other) throws Undecided {
        final Head h = first.head();
        same(h.spec(), h.code(), h.commit(), other, first.file().toString());
    }

    private static void same(
            final String spec, final String code, final String commit, final Results other, final String with) throws Undecided {
        final Head h = other.head();
        final String what = !h.spec().equals(spec) ? "spec" : !h.code().equals(code) ? "code" : "";
        if (!what.isEmpty()) {
            throw new Undecided(other.file() + " is of another " + what + " than " + with + ": of commit " + h.commit() + ", not "
                    + commit + "; results of one spec and one code go together");
        }
    }
}
