// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.service.Tools;
import java.nio.file.Path;

/**
 * Where a technique keeps the failure that it found, and whether it makes it small before.
 *
 * <p>Set once for all techniques of a class loader. What a mutant's class loader has is its own: failures of mutants go
 * elsewhere, so that they hide none of impl's own, and nobody reads them.
 */
public final class Failures {
    /**
     * The choice.
     *
     * @param folder of the failures
     * @param shrink whether a failure is made small
     * @param classPath of a JVM that a technique starts
     */
    private record Choice(Path folder, boolean shrink, String classPath) {}

    private static volatile Choice chosen =
            new Choice(Tools.target().resolve("failures"), true, System.getProperty("java.class.path"));

    private Failures() {}

    /** Chooses otherwise, for the techniques of this class loader. */
    public static void choose(final Path folder, final boolean shrink, final String classPath) {
        chosen = new Choice(folder, shrink, classPath);
    }

    /** The file, for {@code ./revoke replay}. */
    public static Path file(final String technique) {
        return chosen.folder.resolve(technique + ".txt");
    }

    /** Whether a failure is made small: false if nobody will read it. */
    public static boolean shrink() {
        return chosen.shrink;
    }

    /** The class path of a JVM that a technique starts: with the same impl. */
    public static String classPath() {
        return chosen.classPath;
    }
}
