// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.keep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Workshop;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A change of one character in anything that a result depends on gives another key. */
class DigestTest {
    private static final String[] OF_TLC = {
        "dmabuf.revoke.export", "dmabuf.revoke.graph", "dmabuf.revoke.tlc", "tlc2.overrides"
    };

    @TempDir
    Path folder;

    private String graph(final SpecText spec) throws Exception {
        final Tlc tlc = new Tlc(spec, folder.resolve("tlc"));
        final Workshop shop = new Workshop(tlc, folder.resolve("graphs"), l -> {});
        return shop.digestOf(Design.named("Linux73", spec), "exporters");
    }

    @Test
    void oneCharacterOfAModuleOrOfASceneIsAnotherGraph() throws Exception {
        final SpecText spec = SpecText.load();
        assertEquals(graph(spec), graph(SpecText.load()));
        for (final String file : new String[] {"DmaBuf.tla", "Events.tla", "Bugs.tla", "Graph.tla", "scenes/exporters.cfg"}) {
            final String text = spec.file(file);
            assertNotEquals(graph(spec), graph(spec.with(file, text + " ")), file);
            assertNotEquals(graph(spec), graph(spec.with(file, text.replaceFirst("E", "F"))), file);
        }
        assertEquals(graph(spec), graph(spec.with("scenes/base.cfg", "")), "of another scene it does not depend");
    }

    @Test
    void oneByteOfAClassIsAnotherKey() throws Exception {
        final Path home = Digest.home(Tlc.class);
        try (Stream<Path> walk = Files.walk(home)) {
            for (final Path p : walk.filter(Files::isRegularFile).filter(f -> f.toString().endsWith(".class")).toList()) {
                final Path copy = folder.resolve(home.relativize(p).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(p, copy);
            }
        }
        final String same = new Digest().classes(home, OF_TLC).hex();
        assertEquals(same, new Digest().classes(folder, OF_TLC).hex());
        for (final String c : new String[] {
            "dmabuf/revoke/export/ExportOverrides", "dmabuf/revoke/tlc/Tlc", "tlc2/overrides/TLCOverrides"
        }) {
            final Path file = folder.resolve(c + ".class");
            final byte[] good = Files.readAllBytes(file);
            final byte[] bad = good.clone();
            bad[bad.length / 2] ^= 1;
            Files.write(file, bad);
            assertNotEquals(same, new Digest().classes(folder, OF_TLC).hex(), c);
            Files.write(file, good);
        }
        Files.delete(folder.resolve("dmabuf/revoke/export/MutantOverrides.class"));
        assertNotEquals(same, new Digest().classes(folder, OF_TLC).hex());
    }

    /**
     * Classes in packages below, classes within classes, and both in a jar. A jar and a folder with the same classes have the
     * same digest.
     */
    @Test
    void nestedClassesCountInAFolderAndInAJar() throws Exception {
        final Path classes = folder.resolve("classes");
        final List<String> names = List.of("p/A.class", "p/A$B.class", "p/A$1.class", "p/q/C.class", "p/q/r/D$E.class", "other/F.class");
        for (final String n : names) {
            Files.createDirectories(classes.resolve(n).getParent());
            Files.writeString(classes.resolve(n), n);
        }
        final String same = new Digest().classes(classes, "p").hex();
        assertEquals(same, new Digest().classes(jar(classes, names), "p").hex());
        for (final String n : names) {
            Files.writeString(classes.resolve(n), n + " ");
            final boolean within = n.startsWith("p/");
            assertEquals(!within, same.equals(new Digest().classes(classes, "p").hex()), n);
            assertEquals(!within, same.equals(new Digest().classes(jar(classes, names), "p").hex()), n + " in a jar");
            Files.writeString(classes.resolve(n), n);
        }
        for (final String n : names.subList(0, 5)) {
            final List<String> fewer = names.stream().filter(x -> !x.equals(n)).toList();
            assertNotEquals(same, new Digest().classes(jar(classes, fewer), "p").hex(), "without " + n);
        }
        assertNotEquals(same, new Digest().classes(classes, "p", "other").hex());
    }

    private Path jar(final Path classes, final List<String> names) throws Exception {
        final Path jar = Files.createTempFile(folder, "classes", ".jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (final String n : names) {
                out.putNextEntry(new ZipEntry(n));
                out.write(Files.readAllBytes(classes.resolve(n)));
            }
        }
        return jar;
    }

    /** The digest of a library is that of its jar; it is read again when the jar may have changed. */
    @Test
    void oneByteOfALibraryIsAnotherDigest() throws Exception {
        final String path = System.getProperty("java.class.path");
        final Path library = Files.writeString(folder.resolve("library.jar"), "one");
        try {
            System.setProperty("java.class.path", path + File.pathSeparator + library);
            Surroundings.forget();
            final String one = Surroundings.libraries();
            Files.writeString(library, "two");
            assertEquals(one, Surroundings.libraries(), "within one moment");
            Surroundings.forget();
            assertNotEquals(one, Surroundings.libraries());
            System.setProperty("java.class.path", path);
            Surroundings.forget();
            assertNotEquals(one, Surroundings.libraries());
        } finally {
            System.setProperty("java.class.path", path);
            Surroundings.forget();
        }
    }

    @Test
    void partsDoNotRunIntoEachOther() {
        assertNotEquals(new Digest().text("a", "bc").hex(), new Digest().text("ab", "c").hex());
        assertNotEquals(new Digest().text("a", "b").text("c", "d").hex(), new Digest().text("a", "b\0c").text("c", "d").hex());
        assertNotEquals(new Digest().text("a", "1").hex(), new Digest().text("a", "1").text("", "").hex());
    }

    /** Files that move from one folder to the next, and files in nested folders. */
    @Test
    void foldersDoNotRunIntoEachOther() throws Exception {
        final Path one = Files.createDirectories(folder.resolve("one/deep"));
        final Path two = Files.createDirectories(folder.resolve("two"));
        Files.writeString(one.resolve("a"), "a");
        Files.writeString(two.resolve("b"), "b");
        final String before = both(one.getParent(), two);
        Files.writeString(one.resolve("a"), "A");
        assertNotEquals(before, both(one.getParent(), two));
        Files.move(one.resolve("a"), one.resolve("c"));
        final String named = both(one.getParent(), two);
        Files.writeString(one.resolve("c"), "a");
        assertNotEquals(named, both(one.getParent(), two));
        final Path three = Files.createDirectories(folder.resolve("three"));
        final Path four = Files.createDirectories(folder.resolve("four"));
        Files.writeString(three.resolve("a"), "");
        Files.writeString(three.resolve("b"), "");
        Files.writeString(four.resolve("c"), "");
        final String split = both(three, four);
        Files.delete(three.resolve("b"));
        Files.writeString(four.resolve("b"), "");
        assertNotEquals(split, both(three, four));
    }

    private static String both(final Path one, final Path two) throws Exception {
        return new Digest().tree(one).tree(two).hex();
    }
}
