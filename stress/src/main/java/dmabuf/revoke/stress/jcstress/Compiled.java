// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

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
import java.util.List;
import javax.tools.ToolProvider;
import org.openjdk.jcstress.infra.processors.JCStressTestProcessor;

/**
 * The classes of litmus tests that do not belong to this project, compiled for a run. At the front of a class path they hide the
 * project's own.
 */
public final class Compiled {
    private Compiled() {}

    /**
     * The folder of the classes of some tests that run together; none if the project has all of them.
     *
     * @param folder in which it is made
     */
    public static List<Path> of(final Path folder, final List<Outcomes> tests) throws Undecided {
        if (tests.stream().allMatch(Compiled::isOfTheProject)) {
            return List.of();
        }
        try {
            return List.of(compiled(folder, tests));
        } catch (IOException e) {
            throw new Undecided("cannot compile litmus tests in " + folder, e);
        }
    }

    private static boolean isOfTheProject(final Outcomes test) {
        final Path file = test.litmus().file().toAbsolutePath().normalize();
        return file.getParent().equals(Tools.home().resolve("stress/litmus"));
    }

    /** Writes and compiles the classes. {@return their folder} */
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
