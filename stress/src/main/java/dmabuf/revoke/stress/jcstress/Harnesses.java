// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.stress.litmus.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The sources of all jcstress tests: computes what they should be, finds those that differ, and writes them. */
public final class Harnesses {
    /** The folder of the sources, relative to the project. */
    public static final String SOURCES = "stress/src/main/java";

    private final Map<Path, String> texts = new TreeMap<>();
    private final Map<Path, String> files = new TreeMap<>();
    private final Path folder;

    /**
     * @param tests all of them
     * @param sources the folder of the packages
     */
    public Harnesses(final List<Outcomes> tests, final Path sources) {
        folder = sources.resolve(Harness.PACKAGE.replace('.', '/'));
        for (final Outcomes o : tests) {
            final Path file = folder.resolve(Harness.simpleName(o.litmus()) + ".java");
            texts.put(file, new Harness(o).text());
            files.put(file, o.litmus().file().getFileName().toString());
        }
    }

    /** The class of a test, as jcstress names it. */
    public static String className(final Outcomes test) {
        return Harness.className(test.litmus());
    }

    /** The differences from what should be, a line each: a class that differs, is missing, or is superfluous. */
    public List<String> stale() throws IOException {
        final List<String> stale = new ArrayList<>();
        for (final Map.Entry<Path, String> t : texts.entrySet()) {
            final String name = t.getKey().getFileName().toString();
            if (!Files.exists(t.getKey())) {
                stale.add("there is no " + name + " for " + files.get(t.getKey()));
            } else if (!Files.readString(t.getKey()).equals(t.getValue())) {
                stale.add(name + " is not what " + files.get(t.getKey()) + " and the graph of the spec say");
            }
        }
        for (final Path p : left()) {
            stale.add(p.getFileName() + " has no litmus file any more");
        }
        return stale;
    }

    /** Writes the classes that differ, and deletes those of removed tests. {@return the files that changed} */
    public List<Path> write() throws IOException {
        final List<Path> changed = new ArrayList<>();
        Files.createDirectories(folder);
        for (final Map.Entry<Path, String> t : texts.entrySet()) {
            if (!Files.exists(t.getKey()) || !Files.readString(t.getKey()).equals(t.getValue())) {
                Files.writeString(t.getKey(), t.getValue());
                changed.add(t.getKey());
            }
        }
        for (final Path p : left()) {
            Files.delete(p);
            changed.add(p);
        }
        return changed;
    }

    /** The generated files of removed tests. */
    private List<Path> left() throws IOException {
        final List<Path> left = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return left;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (final Path p : all.filter(f -> !texts.containsKey(f)).sorted().toList()) {
                if (Files.readString(p).contains(Harness.MARK)) {
                    left.add(p);
                }
            }
        }
        return left;
    }
}
