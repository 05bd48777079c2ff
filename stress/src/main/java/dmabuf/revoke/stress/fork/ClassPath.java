// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.fork;

import dmabuf.revoke.tlc.Undecided;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of a JVM that runs impl, or a mutant of it. */
public final class ClassPath {
    private ClassPath() {}

    /** The given paths, then the class path of this JVM without relative paths, for a JVM that works in another folder. */
    public static String behind(final List<Path> first) {
        return Stream.concat(
                        first.stream(), Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of))
                .map(p -> p.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The given paths, then the folders and jars of these classes: a short class path is searched faster than a long one. */
    public static String of(final List<Path> first, final List<Class<?>> classes) throws Undecided {
        final Set<String> all = new LinkedHashSet<>();
        first.forEach(p -> all.add(p.toAbsolutePath().toString()));
        try {
            for (final Class<?> c : classes) {
                all.add(Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()).toString());
            }
        } catch (URISyntaxException e) {
            throw new Undecided("a class path with a place that is no file: " + e.getMessage());
        }
        return String.join(File.pathSeparator, all);
    }
}
