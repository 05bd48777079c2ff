// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Tools;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Each graph that the manifest lists has the expected size, and the claims that hold of the design hold in it. */
@Tag("tlc")
class ScenesTest {
    @TestFactory
    Stream<DynamicTest> eachGraphIsAsTheManifestExpects() throws Exception {
        final Tools tools = Tools.open();
        return tools.manifest().daily().graphs().stream().map(c -> asExpected(tools, c));
    }

    @Tag("full")
    @TestFactory
    Stream<DynamicTest> eachGraphOfALongRunIsAsTheManifestExpects() throws Exception {
        final Tools tools = Tools.open();
        final List<Manifest.Counts> daily = tools.manifest().daily().graphs();
        return tools.manifest().graphs().stream().filter(c -> !daily.contains(c)).map(c -> asExpected(tools, c));
    }

    private static DynamicTest asExpected(final Tools tools, final Manifest.Counts c) {
        return dynamicTest(c.design() + " in " + c.scene() + ": " + c.distinct() + " states, all that holds of it holds", () -> {
            final Graph g = tools.shop().graph(Design.named(c.design(), tools.spec()), c.scene());
            assertEquals(c, new Manifest.Counts(
                    c.design(), c.scene(), g.origin().generated(), g.origin().distinct(), g.origin().depth()));
            assertEquals(List.of(), broken(tools, g, c.design()));
        });
    }

    private static List<String> broken(final Tools tools, final Graph g, final String design) {
        return tools.manifest().safety().stream()
                .filter(p -> tools.manifest().cell(design, p).verdict() == Cell.Verdict.HOLDS)
                .filter(p -> Counterexample.to(g, p) != null)
                .toList();
    }
}
