// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.service.Tools;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Each cell of the matrix, decided by itself, must be as the manifest expects. */
@Tag("tlc")
class CellsTest {
    @TestFactory
    Stream<DynamicContainer> eachCellIsAsTheManifestExpects() throws Exception {
        final Tools tools = Tools.open();
        final Manifest manifest = tools.manifest();
        final Map<String, List<Cell>> rows = new HashMap<>();
        return manifest.configurations().stream()
                .map(d -> dynamicContainer(d, manifest.properties().keySet().stream().map(p -> {
                    final Cell expected = manifest.cell(d, p);
                    return dynamicTest(d + " " + p + ": " + expected.text(), () -> {
                        if (!rows.containsKey(d)) {
                            rows.put(d, tools.decisions().decide(List.of(Design.named(d, tools.spec()))));
                        }
                        final List<Cell> row = rows.get(d);
                        assertEquals(expected, Matrix.find(row, d, p).claimed(expected));
                    });
                })));
    }
}
