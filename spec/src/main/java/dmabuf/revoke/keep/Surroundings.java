// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.keep;

import dmabuf.revoke.tlc.Undecided;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the result of running code depends on in addition to the project's own classes: the libraries and the machine. */
public final class Surroundings {
    private static final List<String> PLACES = List.of("-Drevoke.home=", "-Drevoke.work=", "-Drevoke.since=");

    private static String libraries;

    private Surroundings() {}

    /** Causes the libraries to be read again at the next call, because they may have changed. */
    public static synchronized void forget() {
        libraries = null;
    }

    /** A digest of the content of the jars on the class path. */
    public static synchronized String libraries() throws Undecided {
        if (libraries == null) {
            final List<Path> jars = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                    .filter(p -> p.endsWith(".jar"))
                    .map(Path::of)
                    .filter(Files::exists)
                    .sorted((a, b) -> a.getFileName().compareTo(b.getFileName()))
                    .toList();
            final Digest digest = new Digest();
            for (final Path jar : jars) {
                digest.file(jar);
            }
            libraries = digest.hex();
        }
        return libraries;
    }

    /**
     * The options of this JVM that change what code does or how threads interleave: the JVM's own options, whether
     * assertions are enabled, and this project's properties except for paths.
     */
    public static String options() {
        return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(a -> !a.startsWith("-D") || a.startsWith("-Drevoke.") && PLACES.stream().noneMatch(a::startsWith))
                .collect(Collectors.joining(" "));
    }

    /** The properties of the machine that affect how threads interleave: its processors. */
    public static String machine() {
        return String.join(
                " ", System.getProperty("os.name"), System.getProperty("os.arch"),
                Integer.toString(Runtime.getRuntime().availableProcessors()), processor());
    }

    private static String processor() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(l -> l.startsWith("model name"))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
