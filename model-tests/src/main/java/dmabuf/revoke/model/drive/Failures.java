// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.service.Tools;
import java.nio.file.Path;

/**
 * Where a technique keeps the failure that it found, and whether it shrinks it first.
 *
 * <p>The setting holds for all techniques of one class loader. The class loader of a mutant has its own: failures of mutants are
 * kept elsewhere, so that they hide none of impl's, and nobody reads them.
 */
public final class Failures {
    /**
     * The setting.
     *
     * @param folder of the failures
     * @param shrink whether a failure is shrunk
     * @param classPath of a JVM that a technique starts
     */
    private record Choice(Path folder, boolean shrink, String classPath) {}

    private static volatile Choice chosen =
            new Choice(Tools.target().resolve("failures"), true, System.getProperty("java.class.path"));

    private Failures() {}

    /** Changes the setting for the techniques of this class loader. */
    public static void choose(final Path folder, final boolean shrink, final String classPath) {
        chosen = new Choice(folder, shrink, classPath);
    }

    /** The file for {@code ./revoke replay}. */
    public static Path file(final String technique) {
        return chosen.folder.resolve(technique + ".txt");
    }

    /** Whether a failure is shrunk: false if nobody will read it. */
    public static boolean shrink() {
        return chosen.shrink;
    }

    /** The class path of a JVM that a technique starts; it has the same impl. */
    public static String classPath() {
        return chosen.classPath;
    }
}
