// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles changed sources of impl against the classes of impl with which this program runs. */
public final class ImplCompiler {
    /** The changed source is not valid Java, so it says nothing about impl. */
    public static final class DoesNotCompile extends Undecided {
        private static final long serialVersionUID = 1L;

        DoesNotCompile(final String message) {
            super(message);
        }
    }

    /**
     * Finds the classes of the JDK and of impl for javac. The lookup takes as long as the compilation, so each thread keeps its
     * own.
     */
    private static final ThreadLocal<StandardJavaFileManager> READS = ThreadLocal.withInitial(
            () -> ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, StandardCharsets.UTF_8));

    private ImplCompiler() {}

    /** The compiler of the JDK that runs this. */
    public static JavaCompiler javac() throws Undecided {
        final JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        if (javac == null) {
            throw new Undecided("no Java compiler: a JDK is needed, not only a JRE");
        }
        return javac;
    }

    /**
     * Compiles for this JVM and those that it starts. To compile for an older release would double the time.
     *
     * @param what is compiled, for messages
     * @param files the changed sources; all other classes are taken as they are
     * @param classes the folder of the classes
     * @return that folder
     */
    public static Path compile(final String what, final List<Path> files, final Path classes) throws Undecided, IOException {
        final List<String> options = List.of(
                "-proc:none", "-implicit:none", "-cp", impl().toString(), "-d", Files.createDirectories(classes).toString());
        final JavaCompiler javac = javac();
        final StandardJavaFileManager reads = READS.get();
        final StringWriter said = new StringWriter();
        if (!javac.getTask(said, reads, null, options, null, reads.getJavaFileObjectsFromPaths(files)).call()) {
            throw new DoesNotCompile(what + " does not compile: " + said);
        }
        return classes;
    }

    /** The folder or jar with the classes of impl with which this program runs. */
    static Path impl() throws Undecided {
        try {
            return Path.of(DmaBuf.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new Undecided("the classes of impl are not in a file: " + e.getMessage());
        }
    }
}
