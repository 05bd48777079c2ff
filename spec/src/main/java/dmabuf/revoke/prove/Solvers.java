// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a solver. Z3 is 63 MB, and nothing else needs it. Therefore it is a dependency of a profile of the POM only, and Maven
 * copies it when it is used for the first time.
 */
public final class Solvers {
    /** A system property: the path of a z3 or a cvc5. */
    public static final String GIVEN = "solver";

    private static final String PROFILE = "solver";

    private Solvers() {}

    /** The folder in which the jars are. */
    public static Path folder(final Path home) {
        return home.resolve("spec/target/solver");
    }

    /** Whether a solver is here already, so that none is fetched. */
    public static boolean here(final Path home) {
        if (!System.getProperty(GIVEN, "").isEmpty()) {
            return true;
        }
        return !fetched(home).isEmpty();
    }

    /** The names of the fetched jars of Z3, which contain their versions; empty if none is here. */
    static String fetched(final Path home) {
        try (Stream<Path> files = Files.list(folder(home))) {
            return files.map(f -> f.getFileName().toString()).filter(n -> n.startsWith("z3-turnkey")).sorted()
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * The solver that is named; otherwise Z3, which is fetched if it is not here yet.
     *
     * @param program null if none is named
     * @param home of the project
     */
    public static Solver find(final Path program, final Path home, final Consumer<String> progress)
            throws Undecided, InterruptedException {
        final String given = System.getProperty(GIVEN, "");
        if (program != null || !given.isEmpty()) {
            return Binary.at(program != null ? program : Path.of(given));
        }
        if (!here(home)) {
            progress.accept("fetching Z3 (63 MB), once");
            fetch(home);
        }
        return Z3.load(folder(home));
    }

    private static void fetch(final Path home) throws Undecided, InterruptedException {
        final Path log = home.resolve("spec/target/solver.log");
        try {
            Files.createDirectories(log.getParent());
            final int code = new Child(
                            List.of("mvn", "-B", "-q", "-f", home.resolve("spec/pom.xml").toString(), "-P" + PROFILE,
                                    "dependency:copy-dependencies", "-DincludeGroupIds=tools.aqua",
                                    "-DoutputDirectory=" + folder(home)),
                            log, Limit.minutes(10))
                    .run();
            if (code != 0 || !here(home)) {
                throw new Undecided("Z3 cannot be fetched from Maven Central (the log is " + log
                        + "); --solver PATH takes a z3 or a cvc5");
            }
        } catch (IOException e) {
            throw new Undecided("Z3 cannot be fetched without Maven", e);
        } catch (HungChild e) {
            throw new Undecided(e.getMessage());
        }
    }
}
