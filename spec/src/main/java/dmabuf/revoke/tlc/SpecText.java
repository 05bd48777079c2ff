// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of the spec: the TLA+ modules, the {@code scenes/}, the {@code satellites/}, and the tables of what is expected.
 *
 * <p>It comes from the build, or from the folder in the system property {@code revoke.spec}. Immutable.
 */
public final class SpecText {
    private static final String SATELLITES = "satellites/";

    private final SortedMap<String, String> files;

    /** The digest of the protocol's modules, which every run needs. */
    private final String digestOfModules;

    private SpecText(final SortedMap<String, String> files) {
        this.files = files;
        this.digestOfModules = modules();
    }

    public static SpecText load() throws Undecided {
        final String folder = System.getProperty("revoke.spec", "");
        final String what = "cannot read the spec" + (folder.isEmpty() ? "" : " in " + folder + " (-Drevoke.spec)");
        try {
            return folder.isEmpty() ? packed() : of(Path.of(folder));
        } catch (IOException e) {
            throw new Undecided(what, e);
        } catch (UncheckedIOException e) {
            throw new Undecided(what, e.getCause());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
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
                files.put(folder.relativize(p).toString().replace('\\', '/'), text(p));
            }
        }
        if (!files.containsKey("DmaBuf.tla")) {
            throw new IOException("no DmaBuf.tla there");
        }
        return new SpecText(files);
    }

    private static String text(final Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new IOException(file + ": " + Undecided.reason(e), e);
        }
    }

    /** The spec with one more file, or with a different text for one. */
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

    /** The names of the designs and bugs: DesignTable of Bugs.tla. */
    public List<String> designs() throws Undecided {
        return matches("\\b(\\w+) +\\|-> \\1\\b", List.of(file("Bugs.tla")));
    }

    /** Every action of the protocol's modules, by the name in its {@code Step(...)}. */
    public List<String> actions() {
        return files.entrySet().stream()
                .filter(f -> isProtocol(f.getKey()))
                .flatMap(f -> actions(f.getValue()).stream())
                .toList();
    }

    /** Every action in the text of a module. */
    public static List<String> actions(final String module) {
        return matches("(?m)^\\s*/\\\\ Step\\(\"(\\w+)\"", List.of(module));
    }

    private static boolean isModule(final String file) {
        return file.endsWith(".tla");
    }

    /**
     * Whether a file is a module of the protocol: not a satellite, and not a module with steps of its own, as those for
     * traces have.
     */
    private boolean isProtocol(final String file) {
        return isModule(file) && !file.contains("/") && !files.get(file).contains("\nNextX ==");
    }

    /** The modules of the protocol's actors: those that have steps. */
    private List<String> actors() {
        return files.entrySet().stream()
                .filter(f -> isProtocol(f.getKey()) && f.getValue().contains("/\\ Step(\""))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Operators of the actors' modules that change the state and have no Step. */
    public List<String> unnamedActions() {
        final List<String> found = new ArrayList<>();
        for (final String module : actors()) {
            for (final String definition : module.split("\n(?=\\w+(\\([^)]*\\))? ==)")) {
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

    /** The names of all files. */
    public Set<String> files() {
        return Collections.unmodifiableSet(files.keySet());
    }

    /** Writes all files into a folder, in the same tree as the spec. */
    public void writeTree(final Path folder) throws IOException {
        for (final Map.Entry<String, String> f : files.entrySet()) {
            final Path file = folder.resolve(f.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, f.getValue());
        }
    }

    /** Writes the modules into one folder, for TLC or its parser; all their names are different. */
    public void writeModules(final Path folder) throws IOException {
        for (final Map.Entry<String, String> f : files.entrySet()) {
            if (isModule(f.getKey())) {
                Files.writeString(folder.resolve(f.getKey().replaceFirst(".*/", "")), f.getValue());
            }
        }
    }

    /** The names of the scenes. */
    public List<String> scenes() {
        return files.keySet().stream()
                .filter(f -> f.startsWith("scenes/") && f.endsWith(".cfg"))
                .map(f -> f.substring("scenes/".length(), f.length() - ".cfg".length()))
                .toList();
    }

    /** The names of the modules in satellites/. */
    public List<String> satellites() {
        return files.keySet().stream()
                .filter(f -> f.startsWith(SATELLITES) && isModule(f) && !f.equals(SATELLITES + "Graph.tla"))
                .map(f -> f.substring(SATELLITES.length(), f.length() - ".tla".length()))
                .toList();
    }

    /** A digest of the protocol's modules and of other texts that decide a run. */
    public String digest(final String... more) {
        final List<String> texts = new ArrayList<>(List.of(digestOfModules));
        texts.addAll(List.of(more));
        return digest(texts);
    }

    private String modules() {
        final List<String> texts = new ArrayList<>();
        files.forEach((name, text) -> {
            if (isProtocol(name)) {
                texts.addAll(List.of(name, text));
            }
        });
        return digest(texts);
    }

    /** A digest of all files: modules, scenes, satellites, and the tables of what is expected. */
    public String digestOfAll() {
        final List<String> texts = new ArrayList<>();
        files.forEach((name, text) -> texts.addAll(List.of(name, text)));
        return digest(texts);
    }

    /** A digest of some texts. */
    public static String digest(final List<String> texts) {
        try {
            final MessageDigest sha = MessageDigest.getInstance("SHA-256");
            for (final String t : texts) {
                sha.update((t + "\0").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
