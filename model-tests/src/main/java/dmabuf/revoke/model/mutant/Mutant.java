package dmabuf.revoke.model.mutant;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.tlc.Undecided;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A known fault of impl: a patch, and the classes that come of it.
 *
 * <p>The patch is applied to a copy of the real source. One that does not apply, or changes nothing, or does not compile,
 * shows nothing any more: it is refused.
 *
 * @param source the folder of the packages of impl
 * @param patch of which the paths begin at the folder of the project; its file name is that of the mutant
 */
public record Mutant(Path source, Path patch) {
    private static final String SOURCE = "impl/src/main/java";
    private static final String SUFFIX = ".patch";

    /** All that the project has, by name. */
    public static List<Mutant> all(final Path home) throws Undecided {
        final Path folder = folder(home);
        try (Stream<Path> files = Files.list(folder)) {
            final List<Mutant> all = files.filter(f -> f.toString().endsWith(SUFFIX))
                    .sorted()
                    .map(f -> new Mutant(home.resolve(SOURCE), f))
                    .toList();
            if (all.isEmpty()) {
                throw new Undecided("no mutant in " + folder);
            }
            return all;
        } catch (IOException e) {
            throw new Undecided("cannot list " + folder, e);
        }
    }

    /** The one of that name, whether there is one or not. */
    public static Mutant named(final Path home, final String name) {
        return new Mutant(home.resolve(SOURCE), folder(home).resolve(name + SUFFIX));
    }

    private static Path folder(final Path home) {
        return home.resolve("model-tests/mutants");
    }

    public String name() {
        final String file = patch.getFileName().toString();
        return file.substring(0, file.length() - SUFFIX.length());
    }

    /** The technique that a line {@code # try NAME first} before the patch names; empty if there is no such line. */
    String tryFirst() {
        final String head = text(patch).lines().findFirst().orElse("");
        return head.startsWith("# try ") ? head.split(" ")[2] : "";
    }

    /**
     * Makes its classes.
     *
     * @param place a folder for them alone: what was there is deleted
     * @return the folder to put first on a class path
     */
    public Path build(final Path place) throws Undecided, InterruptedException {
        final Path copy = place.resolve(SOURCE);
        try {
            delete(place);
            copy(source, copy);
            apply(place);
            if (texts(source).equals(texts(copy))) {
                throw new Undecided(patch.getFileName() + " changes nothing");
            }
            return compiled(copy, Files.createDirectories(place.resolve("classes")));
        } catch (IOException | UncheckedIOException e) {
            throw new Undecided("cannot build " + name() + ": " + e.getMessage());
        }
    }

    private void apply(final Path place) throws Undecided, IOException, InterruptedException {
        final Path log = place.resolve("apply.log");
        // Inside a repository git would take the paths from its top, and say nothing of a patch that fits nowhere.
        final Child apply = new Child(List.of("git", "apply", patch.toAbsolutePath().toString()), log, Limit.minutes(2))
                .in(place)
                .with("GIT_CEILING_DIRECTORIES", place.toAbsolutePath().getParent().toString());
        final int code;
        try {
            code = apply.run();
        } catch (HungChild h) {
            throw new Undecided("git apply " + patch.getFileName() + " " + h.getMessage());
        }
        if (code != 0) {
            throw new Undecided(patch.getFileName() + " does not apply: " + Files.readString(log));
        }
    }

    private Path compiled(final Path copy, final Path classes) throws Undecided, IOException {
        final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new Undecided("no Java compiler: a JDK is needed, not only a JRE");
        }
        final List<String> arguments = new ArrayList<>(List.of("-proc:none", "--release", "17", "-d", classes.toString()));
        try (Stream<Path> files = Files.walk(copy)) {
            files.filter(f -> f.toString().endsWith(".java")).forEach(f -> arguments.add(f.toString()));
        }
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (javac.run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new Undecided(patch.getFileName() + " does not compile: " + said.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }

    private static Map<String, String> texts(final Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(f -> folder.relativize(f).toString(), Mutant::text));
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
                for (final Path p : walk.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(p);
                }
            }
        }
    }
}
