package dmabuf.revoke.trace.perturb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.Traces;
import dmabuf.revoke.trace.interpret.Judgement;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check can say no: of perturbed traces that leave the spec, by TLC's word, nearly all are refused. */
@Tag("tlc")
class PerturbingTest {
    private static final long SEED = 1;

    private static Map<Perturbation, Tally> perturbed(final Predicate<Judgement> refuses) throws Exception {
        return new Perturbing(Tools.open(false), SEED, 2, refuses).run(Traces.lines("7.3.4-custom-vfio"));
    }

    @Test
    void whatLeavesTheSpecIsRefused() throws Exception {
        final Tally all = Tally.of(perturbed(j -> j.exitCode() == 1).values());
        final String wrong = "seed " + SEED + ": " + all.wrong;
        assertEquals(Subcommand.AS_EXPECTED, all.exitCode(), wrong);
        assertTrue(all.leaves >= 20 && all.legal > 0, all.leaves + " leave the spec, " + all.legal + " are legal");
    }

    /** A check that asks the contract only lets through what breaks the protocol and no promise. */
    @Test
    void aCheckThatIsTooLaxIsFound() throws Exception {
        final Map<Perturbation, Tally> all = perturbed(j -> j.verdicts().broken() > 0);
        final Tally waits = all.get(Perturbation.WAIT_REMOVED);
        assertTrue(waits.leaves > 0 && waits.refused == 0, waits.wrong.toString());
        assertTrue(waits.wrong.get(0).endsWith("leaves the spec and was accepted"), waits.wrong.toString());
        assertEquals(Subcommand.DIFFERS, Tally.of(all.values()).exitCode());
    }

    @Test
    void aCheckThatRefusesAllIsFound() throws Exception {
        final Tally all = Tally.of(perturbed(j -> true).values());
        assertEquals(Subcommand.DIFFERS, all.exitCode());
        assertTrue(all.wrong.get(0).endsWith("is legal and was refused"), all.wrong.toString());
    }
}
