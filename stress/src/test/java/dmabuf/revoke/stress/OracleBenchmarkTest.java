// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OracleBenchmarkTest {
    /** A compiler that runs no annotation processor silently leaves a module without benchmarks. */
    @Test
    void everyBenchmarkWasGenerated() throws IOException {
        try (InputStream in = OracleBenchmark.class.getResourceAsStream("/META-INF/BenchmarkList")) {
            assertNotNull(in, "no benchmark was generated");
            final String list = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (final String name : new String[] {
                "sequentialWarm", "sequentialCold", "sequentialCoded", "overlappingWarm", "overlappingCold", "judged", "byTlc"
            }) {
                assertTrue(list.contains(name), "no benchmark " + name);
            }
        }
    }
}
