// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.stress.fork.ClassPath;
import dmabuf.revoke.stress.litmus.Outcomes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.openjdk.jcstress.infra.processors.JCStressTestProcessor;

/** Classes for jcstress that are wrong on purpose: put first on a class path, they hide those that are checked in. */
final class Seeded {
    private Seeded() {}

    /** Writes and compiles classes of these names. {@return the folder of the classes} */
    static Path compiled(final Path folder, final List<Outcomes> tests) throws IOException {
        final Path classes = Files.createDirectories(folder.resolve("classes"));
        final List<String> arguments = new ArrayList<>(List.of(
                "-d", classes.toString(), "-cp", ClassPath.behind(List.of()), "-processor",
                JCStressTestProcessor.class.getName(), "-Xlint:none"));
        new Harnesses(tests, folder.resolve("sources")).write().forEach(f -> arguments.add(f.toString()));
        final ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (ToolProvider.getSystemJavaCompiler().run(null, said, said, arguments.toArray(String[]::new)) != 0) {
            throw new AssertionError(said.toString(StandardCharsets.UTF_8));
        }
        return classes;
    }
}
