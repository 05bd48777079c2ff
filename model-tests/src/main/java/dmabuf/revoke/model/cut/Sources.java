// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.cut;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import dmabuf.revoke.model.mutant.ImplCompiler;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.util.Elements;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;

/**
 * The sources of impl, parsed and with each name resolved.
 *
 * @param units the files that hold classes, in the order of their paths
 */
record Sources(Map<CompilationUnitTree, SourceFile> units, Trees trees, Elements elements) {
    /** Relative to the project. */
    static final String ROOT = "impl/src/main/java";

    static Sources read(final Path root) throws Undecided {
        final JavaCompiler javac = ImplCompiler.javac();
        final DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = javac.getStandardFileManager(said, null, StandardCharsets.UTF_8)) {
            final JavacTask task = (JavacTask) javac.getTask(
                    null, files, said, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(classes(root)));
            final List<CompilationUnitTree> parsed = new ArrayList<>();
            task.parse().forEach(parsed::add);
            task.analyze();
            for (final Diagnostic<? extends JavaFileObject> d : said.getDiagnostics()) {
                if (d.getKind() == Diagnostic.Kind.ERROR) {
                    throw new Undecided("impl does not compile: " + d);
                }
            }
            final Map<CompilationUnitTree, SourceFile> units = new LinkedHashMap<>();
            for (final CompilationUnitTree u : parsed) {
                units.put(u, new SourceFile(
                        root.relativize(Path.of(u.getSourceFile().toUri())), u.getSourceFile().getCharContent(true).toString()));
            }
            return new Sources(units, Trees.instance(task), task.getElements());
        } catch (IOException e) {
            throw new Undecided("cannot read " + root, e);
        }
    }

    private static List<Path> classes(final Path root) throws Undecided, IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            final List<Path> files = walk.filter(f -> f.toString().endsWith(".java"))
                    .filter(f -> !f.getFileName().toString().contains("-info"))
                    .sorted()
                    .map(Path::toAbsolutePath)
                    .toList();
            if (files.isEmpty()) {
                throw new Undecided("no source file in " + root);
            }
            return files;
        }
    }
}
