package dmabuf.revoke.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of the spec: the TLA+ modules, the {@code scenes/}, the manifest.
 *
 * <p>It is what the build packed, or the folder that the system property {@code revoke.spec} names. Immutable.
 */
public final class SpecText {
    private final SortedMap<String, String> files;

    private SpecText(final SortedMap<String, String> files) {
        this.files = files;
    }

    public static SpecText load() throws Undecided {
        final String folder = System.getProperty("revoke.spec");
        try {
            return folder == null ? packed() : of(Path.of(folder));
        } catch (IOException | UncheckedIOException | URISyntaxException e) {
            throw new Undecided("cannot read the spec" + (folder == null ? "" : " in " + folder) + ": " + e.getMessage());
        }
    }

    private static SpecText packed() throws IOException, URISyntaxException {
        final URI uri = SpecText.class.getResource("/tla/DmaBuf.tla").toURI();
        if (uri.getScheme().equals("file")) {
            return of(Path.of(uri).getParent());
        }
        try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
            return of(jar.getPath("/tla"));
        }
    }

    private static SpecText of(final Path folder) throws IOException {
        final TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (final Path p : (Iterable<Path>) walk.filter(Files::isRegularFile)::iterator) {
                files.put(folder.relativize(p).toString().replace('\\', '/'), Files.readString(p));
            }
        }
        if (!files.containsKey("DmaBuf.tla")) {
            throw new IOException("no DmaBuf.tla there");
        }
        return new SpecText(files);
    }

    /** A spec with one more file, or with another text of one. */
    public SpecText with(final String name, final String text) {
        final TreeMap<String, String> more = new TreeMap<>(files);
        more.put(name, text);
        return new SpecText(more);
    }

    public String file(final String name) throws Undecided {
        final String text = files.get(name);
        if (text == null) {
            throw new Undecided("the spec has no file " + name);
        }
        return text;
    }

    /** The names of the designs and bugs: DesignTable of Designs.tla. */
    public List<String> designs() throws Undecided {
        return matches("\\b(\\w+) +\\|-> \\1\\b", List.of(file("Designs.tla")));
    }

    /** Every action of the modules: what stands in a {@code Step(...)}. */
    public List<String> actions() {
        return matches("(?m)^\\s*/\\\\ Step\\(\"(\\w+)\"", files.entrySet().stream()
                .filter(f -> f.getKey().endsWith(".tla"))
                .map(Map.Entry::getValue)
                .toList());
    }

    /** Operators of the actors' modules that change the state, and do not say what they are by a Step. */
    public List<String> unnamedActions() throws Undecided {
        final List<String> found = new ArrayList<>();
        for (final String module : List.of("Exporter.tla", "Importer.tla", "Callback.tla")) {
            for (final String definition : file(module).split("\n(?=\\w+(\\([^)]*\\))? ==)")) {
                if (definition.contains("UNCHANGED <<fixed") && !definition.contains("/\\ Step(\"")) {
                    found.add(definition.substring(0, definition.indexOf(" ==")));
                }
            }
        }
        return found;
    }

    /** The named conjuncts of the fairness, in the order of Fairness.tla. */
    public List<String> fairness() throws Undecided {
        return matches("(?m)^(\\w+) ==", List.of(file("Fairness.tla")));
    }

    private static List<String> matches(final String regex, final List<String> texts) {
        final List<String> found = new ArrayList<>();
        for (final String t : texts) {
            final Matcher m = Pattern.compile(regex).matcher(t);
            while (m.find()) {
                found.add(m.group(1));
            }
        }
        return found;
    }

    /** Writes the modules into a folder, for TLC. */
    void writeModules(final Path folder) throws IOException {
        for (final Map.Entry<String, String> f : files.entrySet()) {
            if (f.getKey().endsWith(".tla") && !f.getKey().contains("/")) {
                Files.writeString(folder.resolve(f.getKey()), f.getValue());
            }
        }
    }

    /** A digest of all modules and of what else decides a run. */
    public String digest(final String... more) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            files.forEach((name, text) -> {
                if (name.endsWith(".tla")) {
                    sha.update((name + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8));
                }
            });
            for (final String m : more) {
                sha.update((m + "\0").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
