// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dmabuf.revoke.keep.Surroundings;
import dmabuf.revoke.model.mutant.Mutants;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys of stored verdicts on impl: another seed, library or amount gives another key. */
class AgreementTest {
    @TempDir
    Path folder;

    @Test
    void eachSettingIsAnotherKey() throws Exception {
        final Tools tools = Tools.open();
        for (final String what : List.of("replay", Mutants.GROUP)) {
            final String key = Agreement.key(what, tools, new Settings(1, false)).hex();
            assertEquals(key, Agreement.key(what, tools, new Settings(1, false)).hex());
            assertNotEquals(key, Agreement.key(what, tools, new Settings(2, false)).hex(), what);
            assertNotEquals(key, Agreement.key(what, tools, new Settings(1, true)).hex(), what);
            assertNotEquals(key, Agreement.key(what + " ", tools, new Settings(1, false)).hex(), what);
        }
    }

    @Test
    void anotherLibraryIsAnotherKey() throws Exception {
        final String path = System.getProperty("java.class.path");
        final Path library = Files.writeString(folder.resolve("library.jar"), "one");
        final Tools tools = Tools.open();
        try {
            System.setProperty("java.class.path", path + File.pathSeparator + library);
            Surroundings.forget();
            final String key = Agreement.key("dma", tools, new Settings(1, false)).hex();
            Files.writeString(library, "two");
            tools.shop().forget();
            assertNotEquals(key, Agreement.key("dma", tools, new Settings(1, false)).hex());
        } finally {
            System.setProperty("java.class.path", path);
            Surroundings.forget();
        }
    }
}
