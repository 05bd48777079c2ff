// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tla2sany.semantic.ModuleNode;
import util.SimpleFilenameToStream;

/**
 * Where the parser finds modules: in one folder, to which the standard modules of TLA+ are added when they are needed.
 *
 * <p>By default the parser unpacks them into the folder for temporary files and deletes them when the JVM ends, and so
 * removes them for another JVM that is parsing at that time.
 */
final class Modules extends SimpleFilenameToStream {
    private static final String STANDARD = "/tla2sany/StandardModules/";

    private final Path folder;

    Modules(final Path folder) {
        super(folder.toString());
        this.folder = folder;
    }

    @Override
    public File resolve(final String name, final boolean isModule) {
        final String file = name.endsWith(".tla") ? name : name + ".tla";
        try (InputStream standard = ModuleNode.class.getResourceAsStream(STANDARD + file)) {
            final Path place = folder.resolve(file);
            if (standard != null && Files.notExists(place)) {
                Files.copy(standard, place);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return super.resolve(name, isModule);
    }
}
