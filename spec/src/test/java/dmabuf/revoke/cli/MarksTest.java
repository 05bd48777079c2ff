// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Marks;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No knob is set by guess in the rows of code that runs, or is under review: each says how sure the setting is. */
class MarksTest {
    /** How sure a setting is: read in Linux 7.3, in the author's branch, in the posted text; inferred; or simplified. */
    private static final String MARK = "\\[[VBPIS][^]]*\\] .+";

    /** The settings without a mark, as DESIGN.KNOB. */
    private static TreeSet<String> unmarked(final SpecText spec) throws Undecided {
        final Value designs =
                Constants.none().value(ParsedSpec.parse(spec, "Bugs").getOpDef("DesignTable").getBody());
        final Value.Rec linux = (Value.Rec) designs.get("Linux73");
        final TreeSet<String> unmarked = new TreeSet<>();
        for (final String d : List.of("Linux73", "MmapV8")) {
            final Map<String, String> marks = Marks.of(spec, d);
            for (final String k : linux.fields().keySet()) {
                final boolean own = d.equals("Linux73") || !designs.get(d).get(k).equals(linux.get(k));
                if (own && !marks.getOrDefault(k, "").matches(MARK)) {
                    unmarked.add(d + "." + k);
                }
            }
        }
        return unmarked;
    }

    @Test
    void eachKnobHasItsMark() throws Exception {
        final SpecText spec = SpecText.load();
        assertEquals(new TreeSet<String>(), unmarked(spec));
        assertTrue(Marks.of(spec, "Linux73").size() > 30, Marks.of(spec, "Linux73").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Linux73.FenceWait", "Linux73.IdleUnmap", "MmapV8.Begin", "MmapV8.AtExport"})
    void aKnobWithoutOneIsFound(final String setting) throws Exception {
        final SpecText spec = SpecText.load();
        final String[] parts = setting.split("\\.");
        final String text = spec.file("Designs.tla");
        final int at = text.indexOf(parts[1], text.indexOf(parts[0] + " =="));
        final int mark = text.indexOf("\\* [", at);
        final String without = text.substring(0, mark) + text.substring(text.indexOf('\n', mark));
        assertEquals(new TreeSet<>(List.of(setting)), unmarked(spec.with("Designs.tla", without)));
    }
}
