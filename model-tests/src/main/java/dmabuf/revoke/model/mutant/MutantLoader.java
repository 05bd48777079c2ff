// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.unit.UnitTests;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads the classes of a mutant, and new copies of all classes of impl and of all that link to them, so that no static state of
 * these is shared between mutants or with the rest of this program. The spec with its graphs and the libraries are shared; so are
 * the two types through which both sides communicate. The assertions of impl are on.
 */
final class MutantLoader extends ClassLoader {
    private static final String IMPL = DmaBuf.class.getPackageName();
    private static final List<String> ANEW = List.of(IMPL + ".", "dmabuf.revoke.model.");
    private static final List<String> SHARED = List.of(Graphs.class.getName(), Technique.class.getName());

    static {
        registerAsParallelCapable();
    }

    private final Path classes;

    /** @param classes the folder of the classes that the mutant changes */
    MutantLoader(final Path classes) {
        super("mutant", MutantLoader.class.getClassLoader());
        this.classes = classes;
        setPackageAssertionStatus(IMPL, true);
    }

    @Override
    protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
        if (!anew(name)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            final Class<?> known = findLoadedClass(name);
            final Class<?> c = known != null ? known : findClass(name);
            if (resolve) {
                resolveClass(c);
            }
            return c;
        }
    }

    private static boolean anew(final String name) {
        return ANEW.stream().anyMatch(name::startsWith)
                && SHARED.stream().noneMatch(s -> name.equals(s) || name.startsWith(s + "$"));
    }

    @Override
    protected Class<?> findClass(final String name) throws ClassNotFoundException {
        final String file = name.replace('.', '/') + ".class";
        try {
            final byte[] bytes = Files.exists(classes.resolve(file)) ? Files.readAllBytes(classes.resolve(file)) : original(file);
            return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }

    /** The unit tests of impl are on no class path of this program. */
    private static byte[] ofUnitTests(final String file) throws IOException, ClassNotFoundException {
        final Path test = UnitTests.classes().resolve(file);
        if (!Files.exists(test)) {
            throw new ClassNotFoundException(file);
        }
        return Files.readAllBytes(test);
    }

    private byte[] original(final String file) throws IOException, ClassNotFoundException {
        final URL url = getParent().getResource(file);
        if (url == null) {
            return ofUnitTests(file);
        }
        try (InputStream in = url.openStream()) {
            return in.readAllBytes();
        }
    }
}
