package dmabuf.revoke.model;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.cli.Main;
import dmabuf.revoke.cli.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * Known faults of impl, as patches: each must be caught by a technique, and each technique must catch its canary.
 *
 * <p>A patch is applied to a copy of the real source; what comes of it is compiled, and stands first on the class path of
 * a JVM of its own, in which a technique runs. A patch that does not apply, or changes nothing, or does not compile, is a
 * failure: it shows nothing any more.
 */
public final class Mutants {
    /** The mutant by which a technique shows that it can fail. */
    static final Map<String, String> CANARIES =
            Map.of(
                    "replay", "flag-after-the-broadcast",
                    "faults", "lock-leaked-when-a-callback-throws",
                    "properties", "no-fence-wait",
                    "schedules", "completion-before-the-count-drops");

    private final Path home;
    private final Path folder;
    private final long seed;

    /** @param home of the project */
    public Mutants(final Path home, final long seed) {
        this.home = home;
        this.folder = Tools.target().resolve("mutants");
        this.seed = seed;
    }

    /** All of them, by name. */
    List<String> names() throws Undecided {
        try (Stream<Path> files = Files.list(patches())) {
            final List<String> names = files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".patch"))
                    .map(f -> f.substring(0, f.length() - 6))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new Undecided("no mutant in " + patches());
            }
            return names;
        } catch (IOException e) {
            throw new Undecided("cannot list " + patches() + ": " + e.getMessage());
        }
    }

    private Path patches() {
        return home.resolve("model-tests/mutants");
    }

    /** Hunts every mutant, two at a time. */
    public List<Check> run() throws Undecided, InterruptedException {
        final List<Callable<Check>> hunts = new ArrayList<>();
        for (final String m : names()) {
            hunts.add(() -> hunt(m));
        }
        for (final Technique t : Techniques.all()) {
            hunts.add(() -> canary(t.name()));
        }
        final List<Check> checks = new ArrayList<>();
        final ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (final Future<Check> f : two.invokeAll(hunts)) {
                final Check c = f.get();
                Tools.progress(String.format("%-9s %-36s %s", c.group(), c.name(), c.detail()));
                checks.add(c);
            }
        } catch (ExecutionException e) {
            throw new Undecided("mutants: " + e.getCause());
        } finally {
            two.shutdownNow();
        }
        return checks;
    }

    /** Tries one technique after the other, until one catches it. */
    private Check hunt(final String mutant) throws InterruptedException {
        final String again = "./revoke mutants " + mutant;
        try {
            final Path classes = build(mutant, mutant);
            final StringBuilder tried = new StringBuilder();
            for (final String t : order(mutant)) {
                final long start = System.nanoTime();
                if (caught(mutant, classes, t)) {
                    return Check.of("mutants", mutant, true, String.format(
                            "caught by %s after %.1f s", t, (System.nanoTime() - start) / 1e9), again);
                }
                tried.append(tried.isEmpty() ? "" : ", ").append(t);
            }
            return Check.of("mutants", mutant, false, "caught by none of " + tried, again);
        } catch (Undecided u) {
            return Check.of("mutants", mutant, false, u.getMessage(), again);
        }
    }

    /** All techniques; first the one that a line {@code # try NAME first} before the patch names, to save time. */
    private List<String> order(final String mutant) throws Undecided {
        final List<String> names = new ArrayList<>(Techniques.all().stream().map(Technique::name).toList());
        final String head = text(patches().resolve(mutant + ".patch")).lines().findFirst().orElse("");
        if (head.startsWith("# try ")) {
            final String first = head.split(" ")[2];
            if (!names.remove(first)) {
                throw new Undecided(mutant + ".patch names a technique that does not exist: " + first);
            }
            names.add(0, first);
        }
        return names;
    }

    private Check canary(final String technique) throws InterruptedException {
        final String mutant = CANARIES.get(technique);
        final String again = "./revoke mutants " + mutant;
        if (mutant == null) {
            return Check.of("canaries", technique, false, "has no canary", again);
        }
        try {
            final boolean caught = caught(mutant, build(mutant, "canary-" + technique), technique);
            return Check.of("canaries", technique, caught, (caught ? "catches " : "does not catch ") + mutant, again);
        } catch (Undecided u) {
            return Check.of("canaries", technique, false, u.getMessage(), again);
        }
    }

    /** One mutant, for people: what its hunt says. */
    Check one(final String mutant) throws Undecided, InterruptedException {
        if (!names().contains(mutant)) {
            throw new Undecided("no mutant is called " + mutant + "; there are " + String.join(", ", names()));
        }
        return hunt(mutant);
    }

    /** The classes of the mutated impl. */
    private Path build(final String mutant, final String where) throws Undecided, InterruptedException {
        final Path place = folder.resolve(where);
        final Path source = home.resolve("impl/src/main/java");
        final Path copy = place.resolve("impl/src/main/java");
        final Path classes = place.resolve("classes");
        try {
            delete(place);
            copy(source, copy);
            Files.createDirectories(classes);
            final Path log = place.resolve("apply.log");
            final ProcessBuilder apply = new ProcessBuilder(
                            "git", "apply", patches().resolve(mutant + ".patch").toString())
                    .directory(place.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            // Inside a repository git would take the paths from its top, and say nothing of a patch that fits nowhere.
            apply.environment().put("GIT_CEILING_DIRECTORIES", folder.toString());
            if (apply.start().waitFor() != 0) {
                throw new Undecided(mutant + ".patch does not apply: " + Files.readString(log));
            }
            if (texts(source).equals(texts(copy))) {
                throw new Undecided(mutant + ".patch changes nothing");
            }
            compile(mutant, copy, classes);
            return classes;
        } catch (IOException | UncheckedIOException e) {
            throw new Undecided("cannot build " + mutant + ": " + e.getMessage());
        }
    }

    private static void compile(final String mutant, final Path source, final Path classes)
            throws Undecided, IOException {
        final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new Undecided("no Java compiler: a JDK is needed, not only a JRE");
        }
        final List<String> arguments = new ArrayList<>(List.of("-proc:none", "--release", "17", "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(source)) {
            files.filter(f -> f.toString().endsWith(".java")).forEach(f -> arguments.add(f.toString()));
        }
        final java.io.ByteArrayOutputStream said = new java.io.ByteArrayOutputStream();
        if (javac.run(null, said, said, arguments.toArray(new String[0])) != 0) {
            throw new Undecided(mutant + ".patch does not compile: " + said);
        }
    }

    /** Runs a technique against the mutant, in a JVM of its own; its exit code says whether it disagrees. */
    private boolean caught(final String mutant, final Path classes, final String technique)
            throws Undecided, InterruptedException {
        final Path log = classes.resolveSibling(technique + ".log");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Drevoke.home=" + home,
                "-D" + Techniques.FAILURES + "=" + classes.resolveSibling("failures"), "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"), Main.class.getName(), "techniques",
                technique, "--seed", Long.toString(seed)));
        try {
            final int code = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start()
                    .waitFor();
            if (code != 0 && code != 1) {
                throw new Undecided(technique + " against " + mutant + " ended with " + code + "; its log is " + log);
            }
            return code == 1;
        } catch (IOException e) {
            throw new Undecided("cannot run " + technique + " against " + mutant + ": " + e.getMessage());
        }
    }

    private static Map<String, String> texts(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(f -> folder.relativize(f).toString(), Mutants::text));
        }
    }

    private static String text(final Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(final Path from, final Path to) throws IOException {
        for (final Map.Entry<String, String> f : texts(from).entrySet()) {
            final Path file = to.resolve(f.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, f.getValue());
        }
    }

    private static void delete(final Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> walk = Files.walk(folder)) {
                for (final Path p : walk.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(p);
                }
            }
        }
    }
}
