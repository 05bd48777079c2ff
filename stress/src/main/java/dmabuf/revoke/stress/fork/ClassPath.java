// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.fork;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class path of a JVM that runs impl, or a mutant of it. */
public final class ClassPath {
    private ClassPath() {}

    /** That of this JVM behind what comes first, without relative paths, for a JVM that works in another folder. */
    public static String behind(final List<Path> first) {
        return Stream.concat(
                        first.stream(), Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of))
                .map(p -> p.toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
