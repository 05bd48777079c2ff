// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.impl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** impl as a library: its examples run, it depends on nothing, and it has no state of its own. */
@Tag("files")
class LibraryTest {
    private static final Path HOME = home();
    private static final Path CLASSES = HOME.resolve("impl/target/classes");
    private static final Path SOURCES = HOME.resolve("impl/src/main/java/dmabuf/revoke/impl");

    @TempDir
    Path folder;

    /** {@return the folder of the project: the nearest that holds it, from the working directory upwards} */
    private static Path home() {
        for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
            if (Files.exists(p.resolve("revoke")) && Files.exists(p.resolve("spec/pom.xml"))) {
                return p;
            }
        }
        throw new IllegalStateException("neither the working directory nor a folder above it holds the files revoke and spec/pom.xml");
    }

    /** {@return the first block of Java in a page} */
    private static String block(final String page) throws IOException {
        final String text = Files.readString(HOME.resolve(page));
        return text.substring(text.indexOf("```java\n") + 8, text.indexOf("\n```", text.indexOf("```java\n")));
    }

    @Test
    void theExampleOfTheJavadocRuns() throws Exception {
        final String text = Files.readString(SOURCES.resolve("package-info.java"));
        final String code = text.substring(text.indexOf("{@code\n") + 7, text.indexOf(" * }</pre>")).replaceAll("(?m)^ \\* ?", "");
        assertEquals(List.of("OK", "[the mapping of DynamicImporter, whose unmap is deferred]", "ENODEV"), run(code, "Example"));
    }

    @Test
    void theExampleOfTheReadmeRuns() throws Exception {
        assertEquals(List.of("ENODEV", "ENODEV"), run(block("impl/README.md"), "Example"));
    }

    @Test
    void theImporterOfTheDocsIsRevoked() throws Exception {
        final String code = block("docs/own-importer.md");
        assertTrue(code.lines().count() <= 30, "more than thirty lines");
        final String main =
                """
                class Run {
                    public static void main(String[] a) throws Exception {
                        var e = new dmabuf.revoke.impl.exporters.RevocableExporter();
                        CopyingImporter i = new CopyingImporter(e.buffer());
                        System.out.println(i.attach() + " " + i.map());
                        e.revoke();
                        System.out.println(i.isCopied() + " " + i.attachment().isMapped() + " " + i.map());
                        e.restore();
                        System.out.println(i.map());
                    }
                }
                """;
        assertEquals(List.of("OK OK", "true false ENODEV", "OK"), run(code + main, "Run"));
    }

    /** Compiles and runs a class. {@return the lines that it printed} */
    private List<String> run(final String code, final String main) throws Exception {
        final Path file = folder.resolve(main + ".java");
        Files.writeString(file, code);
        final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        final ByteArrayOutputStream errors = new ByteArrayOutputStream();
        assertEquals(
                0,
                javac.run(null, errors, errors, "-cp", CLASSES.toString(), "-d", folder.toString(), file.toString()),
                errors.toString());
        final PrintStream before = System.out;
        final ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL(), CLASSES.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            System.setOut(new PrintStream(printed, true));
            final var method = loader.loadClass(main).getDeclaredMethod("main", String[].class);
            method.setAccessible(true);
            method.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }
        return printed.toString().lines().toList();
    }

    @Test
    void dependsOnNothing() {
        assertEquals(Set.of("java.base"), requires(ModuleFinder.of(CLASSES), "dmabuf.revoke.impl"));
        assertTrue(requires(ModuleFinder.ofSystem(), "java.sql").contains("java.logging"));
    }

    private static Set<String> requires(final ModuleFinder where, final String module) {
        return where.find(module).orElseThrow().descriptor().requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .collect(Collectors.toSet());
    }

    private static final class Stateful {
        static int number;
        static final List<String> LIST = new ArrayList<>();
        static final int CONSTANT = 1;
    }

    /** The sizes are those that its README states, to the next hundred lines. */
    @Test
    void isAsLargeAsItsReadmeSays() throws Exception {
        final long core = lines(1);
        final long all = lines(Integer.MAX_VALUE);
        final String said = String.format(Locale.ROOT, "the core has %,d lines, and all packages together have %,d",
                100 * ((core + 99) / 100), 100 * ((all + 99) / 100));
        assertTrue(core > 0 && all > core);
        assertTrue(Files.readString(HOME.resolve("impl/README.md")).replace('\n', ' ').contains(said), () -> "not in the README: " + said);
    }

    /** {@return how many lines the sources have that are neither blank nor of a comment} */
    private static long lines(final int depth) throws IOException {
        long lines = 0;
        try (Stream<Path> files = Files.walk(SOURCES, depth)) {
            for (final Path f : files.filter(p -> p.toString().endsWith(".java")).toList()) {
                try (Stream<String> text = Files.lines(f)) {
                    lines += text.map(String::strip).filter(l -> !l.isEmpty() && !l.startsWith("*") && !l.startsWith("/")).count();
                }
            }
        }
        return lines;
    }

    @Test
    void hasNoStaticState() throws Exception {
        assertEquals(List.of(), statics(classes()));
        assertEquals(2, statics(List.of(Stateful.class)).size());
    }

    /** The static fields that are not final, or whose type is mutable. */
    private static List<String> statics(final List<Class<?>> classes) {
        final List<String> found = new ArrayList<>();
        for (final Class<?> c : classes) {
            for (final Field f : c.getDeclaredFields()) {
                if (Modifier.isStatic(f.getModifiers()) && !f.isSynthetic() && !c.isEnum()
                        && (!Modifier.isFinal(f.getModifiers()) || !unchanging(f.getType()))) {
                    found.add(f.toString());
                }
            }
        }
        return found;
    }

    private static boolean unchanging(final Class<?> type) {
        return type.isPrimitive()
                || Set.of("java.lang.String", "java.lang.invoke.VarHandle", Probe.class.getName(), Hardware.class.getName())
                        .contains(type.getName());
    }

    private static List<Class<?>> classes() throws IOException, ClassNotFoundException {
        final List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (final Path p : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                final String name = CLASSES.relativize(p).toString().replace(File.separatorChar, '.').replace(".class", "");
                if (!name.endsWith("-info")) {
                    classes.add(Class.forName(name));
                }
            }
        }
        assertTrue(classes.size() > 30, classes.size() + " classes");
        return classes;
    }
}
