// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration of the JVM in which jcstress runs tests, or all configurations that jcstress finds by itself.
 *
 * @param args of the JVM, as one text; empty for all that jcstress finds
 */
public record Configuration(String args) {
    /** The arguments that precede those of each configuration. */
    private static final List<String> COMMON =
            List.of("-XX:+UseSerialGC", "-XX:-RestrictContended", "-ea:dmabuf.revoke.impl...");

    /**
     * The two configurations of a verification that is not full: half of jcstress's time is the start of JVMs. C1 shows the
     * canary most often (eight times as often as C2, on JDK 17), and C2 is the compiler that reorders memory accesses.
     */
    public static final List<Configuration> TWO =
            List.of(new Configuration("-XX:TieredStopAtLevel=1"), new Configuration("-XX:-TieredCompilation"));

    /** The configurations that jcstress itself finds: the interpreter, each compiler, and the compilers under stress. */
    public static final List<Configuration> ALL = List.of(new Configuration(""));

    /**
     * A configuration with which a JVM has been found to start.
     *
     * @param folder for the output of the JVM that tries it
     * @throws Undecided with the JVM's own words, if it does not start
     */
    public static Configuration tried(final String args, final Path folder) throws Undecided, InterruptedException {
        final List<String> command = new ArrayList<>(COMMON);
        command.addAll(List.of(args.strip().split("\\s+")));
        command.removeIf(String::isEmpty);
        command.add("-version");
        try {
            final Path log = Files.createDirectories(folder).resolve("options.log");
            if (Child.java(command, log, Limit.minutes(1)).run() != 0) {
                throw new Undecided("a JVM does not start with --jvm \"" + args + "\": "
                        + String.join(" | ", Files.readAllLines(log).stream()
                                .filter(l -> !l.startsWith("Caused by"))
                                .limit(2)
                                .toList()));
            }
            return new Configuration(args);
        } catch (HungChild h) {
            throw new Undecided("a JVM with --jvm \"" + args + "\" " + h.getMessage());
        } catch (IOException e) {
            throw new Undecided("a JVM with --jvm \"" + args + "\" cannot be tried", e);
        }
    }

    /** The name of the main class: a named configuration runs without jcstress's own. */
    String main() {
        return args.isBlank() ? "org.openjdk.jcstress.Main" : AsNamed.class.getName();
    }

    /** The options for jcstress. */
    List<String> options() {
        final List<String> options = new ArrayList<>();
        COMMON.forEach(a -> options.addAll(List.of("-jvmArgsPrepend", a)));
        if (!args.isBlank()) {
            options.addAll(List.of("-jvmArgs", args));
        }
        return options;
    }

    /** The arguments of a JVM without the common ones, as {@code --jvm} takes them. */
    static String own(final List<String> jvmArgs) {
        return String.join(" ", jvmArgs.stream().filter(a -> !COMMON.contains(a)).toList());
    }
}
