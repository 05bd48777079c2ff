// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import dmabuf.revoke.export.RunTlc;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a JVM with TLC. */
final class TlcJvm {
    /** Flags for runs of a few seconds: there, the first compiler alone is twice as fast, and does not use the other core. */
    private static final List<String> FLAGS = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1500m");

    /** Flags for runs of half an hour, with several workers. */
    private static final List<String> LONG = List.of("-XX:+UseParallelGC", "-Xmx3g");

    private TlcJvm() {}

    /**
     * The arguments of a run.
     *
     * @param jar TLC's jar
     * @param told further options of the JVM
     * @param scratch where TLC works
     * @param lengthy whether the run takes half a minute or more, so that the second compiler pays
     */
    static List<String> command(
            final Path jar, final List<String> told, final Path scratch, final int workers, final boolean lengthy)
            throws Undecided {
        final Path classes = classes();
        final List<String> command = new ArrayList<>(workers == 1 ? FLAGS : LONG);
        if (workers == 1) {
            command.addAll(Archive.options(jar, FLAGS, classes.getParent()));
        }
        if (lengthy) {
            command.add("-XX:TieredStopAtLevel=4"); // the last one takes effect
        }
        command.addAll(told);
        command.add("-cp");
        command.add(jar + File.pathSeparator + classes);
        command.addAll(List.of(RunTlc.class.getName(), "-tool", "-workers", Integer.toString(workers), "-fp", "0"));
        command.addAll(List.of("-lncheck", "final", "-checkpoint", "0"));
        command.addAll(List.of("-metadir", scratch.toString(), Run.MODULE));
        return command;
    }

    /**
     * The arguments of a JVM that is one of several: TLC's server, or one of its workers.
     *
     * @param main the main class
     */
    static List<String> oneOfSeveral(final Path jar, final List<String> told, final Class<?> main, final List<String> arguments) {
        final List<String> command = new ArrayList<>(LONG);
        command.addAll(told);
        // So that a worker can tell the port by which it is told from others of the same machine.
        for (final String inner : List.of("server", "transport")) {
            command.add("--add-exports=java.rmi/sun.rmi." + inner + "=ALL-UNNAMED");
        }
        command.addAll(List.of("-cp", jar + File.pathSeparator + classes(), main.getName()));
        command.addAll(arguments);
        return command;
    }

    /** The folder or jar of the project's own classes. */
    private static Path classes() {
        try {
            return Path.of(TlcJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
