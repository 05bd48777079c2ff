// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Z3 as it comes from Maven Central, in this JVM: its native code is in the jar. It has a class loader of its own, so that
 * nothing else depends on it. It is given the same text as any other solver.
 */
final class Z3 implements Solver {
    /** The maximum effort for one question, in steps of Z3. Unlike a limit in time, it is the same on every machine. */
    private static final String EFFORT = "(set-option :rlimit 5000000)\n";

    private static final String NATIVE = "com.microsoft.z3.Native";

    private static Z3 loaded;

    private final Method config;
    private final Method context;
    private final Method evaluate;
    private final Method delete;
    private final String version;

    private Z3(final ClassLoader loader) throws ReflectiveOperationException {
        final Class<?> z3 = Class.forName(NATIVE, true, loader);
        config = z3.getMethod("mkConfig");
        context = z3.getMethod("mkContextRc", long.class);
        evaluate = z3.getMethod("evalSmtlib2String", long.class, String.class);
        delete = z3.getMethod("delContext", long.class);
        version = (String) z3.getMethod("getFullVersion").invoke(null);
    }

    /**
     * Loads Z3 from the jars of a folder, once in each JVM, because loading unpacks the native code. A failure is reported in one
     * line that says what is wrong with the jars, or with this machine.
     */
    static synchronized Z3 load(final Path folder) throws Undecided {
        if (loaded != null) {
            return loaded;
        }
        try {
            loaded = new Z3(new URLClassLoader(jars(folder), Z3.class.getClassLoader()));
            return loaded;
        } catch (IOException | ReflectiveOperationException | LinkageError | IllegalStateException e) {
            Throwable why = e;
            while (why.getCause() != null) {
                why = why.getCause();
            }
            throw new Undecided("Z3 cannot be loaded on this machine: "
                    + (why.getMessage() == null ? why.getClass().getSimpleName() : why.getMessage().lines().findFirst().orElse(""))
                    + "; --solver PATH takes a z3 or a cvc5");
        }
    }

    private static URL[] jars(final Path folder) throws IOException {
        final List<URL> urls = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (final Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                urls.add(url(jar));
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static URL url(final Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    @Override
    public String run(final String text) throws Undecided {
        try {
            final Object z3 = context.invoke(null, config.invoke(null));
            try {
                return (String) evaluate.invoke(null, z3, EFFORT + text);
            } finally {
                delete.invoke(null, z3);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new Undecided("Z3 fails: " + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()));
        }
    }

    @Override
    public String name() {
        return version;
    }
}
