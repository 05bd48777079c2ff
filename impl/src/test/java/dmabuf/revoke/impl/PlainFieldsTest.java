// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Modifier;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Fields that threads share without a lock must be volatile or atomic. On most machines no run shows a mistake here. Therefore
 * each mutable field that is neither is listed, with what guards it.
 */
class PlainFieldsTest {
    private static final Map<String, String> GUARDED = new TreeMap<>(Map.of(
            "DmaFence.callbacks", "the fence's monitor",
            "DmaResv.kept", "the reservation lock",
            "Exporter.underWay", "the outer lock",
            "Lockdep$Held.inCallback", "one thread has it",
            "Thrown.first", "one call has it",
            "exporters.Device.gone", "the device's lock",
            "exporters.MoverExporter.before", "the outer lock",
            "exporters.MoverExporter.copied", "the outer lock",
            "trace.StepTrace.last", "the trace's monitor"));

    @Test
    void eachIsGuarded() throws Exception {
        assertEquals(GUARDED.keySet(), plain(), "a field that may change is volatile or atomic, or something guards it, which is said here");
    }

    /** These fields of all classes of impl, as the loader of this class has them: in a folder, or in a jar. */
    private static SortedSet<String> plain() throws Exception {
        final SortedSet<String> found = new TreeSet<>();
        final String folder = DmaBuf.class.getPackageName().replace('.', '/');
        for (final URL url : Collections.list(DmaBuf.class.getClassLoader().getResources(folder))) {
            if (url.openConnection() instanceof JarURLConnection jar) {
                try (FileSystem inside = FileSystems.newFileSystem(Path.of(jar.getJarFileURL().toURI()), (ClassLoader) null)) {
                    found.addAll(plain(inside.getPath(folder)));
                }
            } else if (!Files.exists(Path.of(url.toURI()).resolve("PlainFieldsTest.class"))) { // not the tests themselves
                found.addAll(plain(Path.of(url.toURI())));
            }
        }
        return found;
    }

    private static SortedSet<String> plain(final Path folder) throws Exception {
        final SortedSet<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            final Iterator<Path> classes = files.filter(f -> f.toString().endsWith(".class")).iterator();
            while (classes.hasNext()) {
                final String name = folder.relativize(classes.next()).toString().replace(".class", "").replace('/', '.');
                found.addAll(plain(name, Class.forName(DmaBuf.class.getPackageName() + "." + name, false, DmaBuf.class.getClassLoader())));
            }
        }
        return found;
    }

    private static List<String> plain(final String name, final Class<?> c) {
        return Stream.of(c.getDeclaredFields())
                .filter(f -> (f.getModifiers() & (Modifier.FINAL | Modifier.VOLATILE)) == 0)
                .map(f -> name + "." + f.getName())
                .toList();
    }
}
