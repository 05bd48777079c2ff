// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.ValueText;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;

/** Constants that are read from the text of the spec are those that TLC evaluates. */
class ConstantsTest {
    @TempDir
    Path folder;

    private static Value read(final SpecText spec, final String name) throws Undecided {
        return Constants.none().value(ParsedSpec.parse(spec, "Bugs").getOpDef(name).getBody());
    }

    @Test
    @Tag("tlc")
    void knobsAndDesignsAreThoseOfTlc() throws Exception {
        final SpecText spec = SpecText.load();
        final Outcome o = new Tlc(spec, folder).run(new Run(
                "knobs", "Bugs, TLC",
                "VARIABLE v\nInit == v = 0 /\\ PrintT([Knobs |-> Knobs, DesignTable |-> DesignTable])\nNext == v' = v\n",
                "INIT Init\nNEXT Next\n", false));
        final Value both = sorted(ValueText.parse(String.join(" ", o.prints())));
        assertEquals(both.get("Knobs"), read(spec, "Knobs"));
        assertEquals(both.get("DesignTable"), read(spec, "DesignTable"));
        assertTrue(read(spec, "Knobs").get("Offers").toString().length() > 500, "all sets of operations");
    }

    /** The value with the members of each set in one order. */
    private static Value sorted(final Value v) {
        if (v instanceof Value.Members m) {
            return new Value.Members(m.members().stream()
                    .map(ConstantsTest::sorted)
                    .sorted(Comparator.comparing(Value::toString))
                    .toList());
        }
        if (v instanceof Value.Rec r) {
            final TreeMap<String, Value> fields = new TreeMap<>();
            r.fields().forEach((f, value) -> fields.put(f, sorted(value)));
            return new Value.Rec(fields);
        }
        return v;
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "HwStep       |-> {\"Sure\", \"MayFail\"}; HwStep |-> {s \\in {\"Sure\"} : TRUE}; $SubsetOf",
        "HwStep       |-> {\"Sure\", \"MayFail\"}; HwStep |-> {1}; is no text",
        "HwStep       |-> {\"Sure\", \"MayFail\"}; HwStep |-> IF TRUE THEN {} ELSE {}; $IfThenElse"
    })
    void whatIsNotUnderstoodIsRefused(final String text, final String instead, final String why) throws Exception {
        final SpecText spec = SpecText.load();
        final String designs = spec.file("Designs.tla");
        assertTrue(designs.contains(text), text);
        final Undecided u = assertThrows(
                Undecided.class, () -> read(spec.with("Designs.tla", designs.replace(text, instead)), "Knobs"));
        assertTrue(u.getMessage().contains(why) && u.getMessage().contains("Designs.tla line "), u.getMessage());
    }

    @Test
    void aSceneGivesItsConstantsAValue() throws Exception {
        final SpecText spec = SpecText.load();
        final SemanticNode importing = ParsedSpec.parse(spec, "Models").getOpDef("ThreadsRun").getBody();
        assertThrows(Undecided.class, () -> Constants.of(spec.file("scenes/base.cfg")).members(importing));
        assertEquals(
                "{\"i1\", \"i2\"}",
                Constants.of(spec.file("scenes/base.cfg")).value(domainOf(importing)).toString());
    }

    /** The set over which the second conjunct of a formula is quantified. */
    private static SemanticNode domainOf(final SemanticNode conjuncts) {
        final SemanticNode second = ((OpApplNode) conjuncts).getArgs()[1];
        return ((OpApplNode) second).getBdedQuantBounds()[0];
    }
}
