// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.fork.ClassPath;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;
import org.openjdk.jcstress.infra.processors.JCStressTestProcessor;

/**
 * The classes of litmus tests that are not among those of this project, compiled when they are needed first. Put first on a
 * class path, they hide those that the project has.
 *
 * <p>Thread-safe. The classes are removed by a later run, when this process has ended.
 */
public final class Compiled {
    private final Map<String, Path> classes = new HashMap<>();
    private Path folder;

    /** The folder of the classes of a test; none if the project has them. */
    public synchronized List<Path> of(final Outcomes test) throws Undecided {
        final Path file = test.litmus().file().toAbsolutePath().normalize();
        if (file.getParent().equals(Tools.home().resolve("stress/litmus"))) {
            return List.of();
        }
        final String name = test.litmus().name();
        try {
            if (folder == null) {
                final Path parent = Tools.target().resolve("campaign-classes");
                WorkFolder.sweep(parent);
                folder = WorkFolder.make(parent, "corpus");
            }
            if (!classes.containsKey(name)) {
                classes.put(name, compiled(folder.resolve(name), List.of(test)));
            }
            return List.of(classes.get(name));
        } catch (IOException e) {
            throw new Undecided("cannot compile the litmus test " + name, e);
        }
    }

    /** Writes and compiles classes of these names. {@return the folder of the classes} */
    static Path compiled(final Path folder, final List<Outcomes> tests) throws IOException, Undecided {
        final Path classes = Files.createDirectories(folder.resolve("classes"));
        final List<String> arguments = new ArrayList<>(List.of(
                "-d", classes.toString(), "-cp", ClassPath.behind(List.of()), "-processor",
                JCStressTestProcessor.class.getName(), "-Xlint:none"));
        new Harnesses(tests, folder.resolve("sources")).write().forEach(f -> arguments.add(f.toString()));
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new Undecided("a class for jcstress does not compile: " + said.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }
}
