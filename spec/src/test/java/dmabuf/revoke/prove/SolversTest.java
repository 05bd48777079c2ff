// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another version of the default solver is another solver: a proof that was kept is not reused with it. */
class SolversTest {
    @TempDir
    Path home;

    @Test
    void theVersionOfTheDefaultSolverIsKnown() throws Exception {
        assertEquals("", Solvers.fetched(home));
        assertFalse(Solvers.here(home));
        final Path jars = Files.createDirectories(Solvers.folder(home));
        Files.createFile(jars.resolve("turnkey-support-1.0.0.jar"));
        assertFalse(Solvers.here(home));
        Files.createFile(jars.resolve("z3-turnkey-4.14.1.jar"));
        assertTrue(Solvers.here(home));
        assertEquals("z3-turnkey-4.14.1.jar", Solvers.fetched(home));
    }
}
