// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;

/**
 * A design is judged by what it does, not by how its knobs are set. Neither claims, nor their cases, nor the mapping to the
 * contract's variables may read the setting of a knob.
 */
class KnobsTest {
    private static final List<String> RECORDS =
            List.of("StateClaims", "StateCases", "StepClaims", "StepCases", "LeadsFrom", "LeadsTo");

    /** The claims and cases, by name, and the variables of the contract that read a knob. */
    private static List<String> readers(final SpecText spec) throws Undecided {
        final ModuleNode module = ParsedSpec.parse(spec, "Models");
        final TreeSet<String> readers = new TreeSet<>();
        int asked = 0;
        for (final String record : RECORDS) {
            for (final SemanticNode pair : ((OpApplNode) module.getOpDef(record).getBody()).getArgs()) {
                final SemanticNode[] field = ((OpApplNode) pair).getArgs();
                asked++;
                if (readsKnob(field[1])) {
                    readers.add(record + "." + Scope.EMPTY.text(field[0]).replace("\"", ""));
                }
            }
        }
        assertTrue(asked > 40, asked + " claims and cases");
        for (final Subst s : mapping(module)) {
            if (readsKnob(s.getExpr())) {
                readers.add(s.getOp().getName().toString());
            }
        }
        return new ArrayList<>(readers);
    }

    /** The expressions of the protocol that are substituted for the variables and constants of the contract. */
    private static List<Subst> mapping(final ModuleNode module) {
        final SubstInNode instance = (SubstInNode) module.getOpDef("Contract!Next").getBody();
        final List<Subst> mapping = Stream.of(instance.getSubsts()).toList();
        assertEquals(4, mapping.size(), "phase, access, Users and Devices");
        return mapping;
    }

    /** Each knob is read through the variable that names the design, or from the table of all designs. */
    private static boolean readsKnob(final SemanticNode n) {
        return Tree.calls(n, "design") || Tree.calls(n, "DesignTable") || Tree.calls(n, "Linux73");
    }

    @Test
    void noClaimReadsAKnob() throws Exception {
        assertEquals(List.of(), readers(SpecText.load()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Safety.tla | S2 == Revoked => | S2 == Revoked /\\ Design.UnmapWait # \"None\" => | StateClaims.S2",
        "Safety.tla | S6case == | S6case == DesignTable[design].DetachLock /\\ | StateCases.S6",
        "Safety.tla | Mappings == Card | Mappings == IF Linux73.CloseWaits THEN 0 ELSE Card | StateClaims.S2",
        "Safety.tla | C1 == Revoked => | C1 == Revoked => \\A k \\in {Design.Zap} : k = \"Last\" \\/ | StateClaims.C1",
        "Liveness.tla | Takes(x) == | Takes(x) == Design.RevokeOnce /\\ | LeadsFrom.L1",
        "DmaBuf.tla | phase <- stage | phase <- IF Design.Zap = \"Last\" THEN \"quiet\" ELSE stage | phase",
        "DmaBuf.tla | DeviceAccess(u) ELSE | (IF Design.HwStep = \"Sure\" THEN DeviceAccess(u) ELSE \"none\") ELSE | access",
    })
    void aKnobInAClaimOrInTheMappingIsFound(final String module, final String old, final String other, final String reader)
            throws Exception {
        final SpecText spec = SpecText.load();
        final String text = spec.file(module);
        assertTrue(text.contains(old), old);
        final List<String> readers = readers(spec.with(module, text.replace(old, other)));
        assertTrue(readers.contains(reader), readers.toString());
    }
}
