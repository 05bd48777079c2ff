// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A known fault of impl: a patch, and the classes built from it.
 *
 * <p>The patch is applied to a copy of the real source. A patch that does not apply, changes nothing, or does not compile proves
 * nothing any more: it is refused. Only the files that it changes are compiled, against the classes of impl.
 *
 * @param home the folder of the project
 * @param patch whose paths are relative to that folder; its file name is the mutant's name
 */
public record Mutant(Path home, Path patch) {
    private static final String FOLDER = "model-tests/mutants";
    private static final String SUFFIX = ".patch";
    private static final String CHANGED = "+++ b/";
    private static final int DIGITS = 16;
    private static final Pattern TRY = Pattern.compile("\\A# try (.+) first\\n");

    /** The names of all mutants of the project, in alphabetical order. There is no other list of them. */
    public static List<String> names(final Path home) throws Undecided {
        final Path folder = home.resolve(FOLDER);
        try (Stream<Path> files = Files.list(folder)) {
            final List<String> all = files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(SUFFIX))
                    .map(n -> n.substring(0, n.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
            if (all.isEmpty()) {
                throw new Undecided("no mutant in " + folder);
            }
            return all;
        } catch (IOException e) {
            throw new Undecided("cannot list " + folder, e);
        }
    }

    /** The mutant with a name, which need not exist. */
    public static Mutant named(final Path home, final String name) {
        return new Mutant(home, home.resolve(FOLDER).resolve(name + SUFFIX));
    }

    public String name() {
        return patch.getFileName().toString().replace(SUFFIX, "");
    }

    /** The technique in a line {@code # try NAME first} before the patch; empty if there is no such line. */
    String tryFirst() throws Undecided {
        final Matcher first = TRY.matcher(text(patch));
        return first.lookingAt() ? first.group(1) : "";
    }

    /** The files that the patch names. */
    private List<String> files() throws Undecided {
        return text(patch).lines().filter(l -> l.startsWith(CHANGED)).map(l -> l.substring(CHANGED.length()).strip()).toList();
    }

    /** {@return a digest of the patch without the line that says what is tried first, and of the files of impl that it changes} */
    public String digest() throws Undecided {
        final String diff = TRY.matcher(text(patch)).replaceFirst("");
        final Digest digest = new Digest().text(patch.getFileName().toString(), diff);
        for (final String f : files()) {
            digest.text(f, Files.exists(home.resolve(f)) ? text(home.resolve(f)) : "");
        }
        return digest.hex().substring(0, DIGITS);
    }

    /**
     * Builds its classes.
     *
     * @param place a folder for them alone; its content is deleted
     * @return the folder with the changed classes of impl, to be put first on a class path
     */
    public Path build(final Path place) throws Undecided, InterruptedException {
        final List<String> files = files();
        if (files.isEmpty()) {
            throw new Undecided(patch + " names no file of impl in a line '" + CHANGED + "impl/src/main/java/...'");
        }
        try {
            delete(place);
            boolean changed = false;
            for (final String f : files) {
                Files.createDirectories(place.resolve(f).getParent());
                if (Files.exists(home.resolve(f))) {
                    Files.copy(home.resolve(f), place.resolve(f));
                }
            }
            apply(place);
            for (final String f : files) {
                changed |= !Files.exists(home.resolve(f))
                        || !Files.readString(home.resolve(f)).equals(Files.readString(place.resolve(f)));
            }
            if (!changed) {
                throw new Undecided(patch.getFileName() + " changes nothing");
            }
            return ImplCompiler.compile(
                    patch.getFileName().toString(), files.stream().map(place::resolve).toList(), place.resolve("classes"));
        } catch (IOException e) {
            throw new Undecided("cannot build " + name(), e);
        }
    }

    private void apply(final Path place) throws Undecided, IOException, InterruptedException {
        final Path log = place.resolve("apply.log");
        // Inside a repository git would resolve the paths from its top, and silently skip a patch that fits nowhere.
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

    private static String text(final Path file) throws Undecided {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
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
