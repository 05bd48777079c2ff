// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.Traces;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The check can say no: nearly all perturbed traces that leave the spec, according to TLC, are refused. */
@Tag("tlc")
class PerturbingTest {
    private static final long SEED = 1;

    private static Perturbing.Perturbed perturbed;

    /** TLC decides once; each check is then compared with its decisions. */
    @BeforeAll
    static void perturb() throws Exception {
        perturbed = new Perturbing(Tools.open(), SEED, 1, p -> {}).perturbed(Traces.lines("7.3.4-custom-vfio"));
    }

    @Test
    void whatLeavesTheSpecIsRefused() {
        final Tally all = Tally.of(perturbed.tally(j -> j.exitCode() == 1).values());
        final String wrong = "seed " + SEED + ": " + all.wrong;
        assertEquals(Subcommand.AS_EXPECTED, all.exitCode(), wrong);
        assertTrue(all.leaves >= 10 && all.legal > 0, all.leaves + " leave the spec, " + all.legal + " are legal");
    }

    /** A check that only uses the contract accepts traces that break the protocol without breaking a promise. */
    @Test
    void aCheckThatIsTooLaxIsFound() {
        final Map<Perturbation, Tally> all = perturbed.tally(j -> j.broken() > 0);
        final Tally waits = all.get(Perturbation.WAIT_REMOVED);
        assertTrue(waits.leaves > 0 && waits.refused == 0, waits.wrong.toString());
        assertTrue(waits.wrong.get(0).endsWith("leaves the spec and was accepted"), waits.wrong.toString());
        assertEquals(Subcommand.DIFFERS, Tally.of(all.values()).exitCode());
    }

    /** A long trace is perturbed in its windows. TLC accepts what it is asked about each window before any change. */
    @Tag("full")
    @Test
    void aLongTrace() throws Exception {
        final List<String> said = new ArrayList<>();
        final Perturbing p = new Perturbing(Tools.open(), SEED, 2, said::add);
        final Tally all = Tally.of(p.run(Traces.lines("7.3.4-custom-vfio-1500-4-1")).values());
        assertEquals(Window.WINDOWS, p.windows().size());
        assertEquals(Subcommand.AS_EXPECTED, all.exitCode(), "seed " + SEED + ": " + all.wrong);
        assertTrue(all.leaves >= 20 && all.legal > 0, all.leaves + " leave the spec, " + all.legal + " are legal");
        assertTrue(said.stream().filter(s -> s.startsWith("TLC decides ")).count() >= Window.WINDOWS, said.toString());
    }

    @Test
    void aCheckThatRefusesAllIsFound() {
        final Tally all = Tally.of(perturbed.tally(j -> true).values());
        assertEquals(Subcommand.DIFFERS, all.exitCode());
        assertTrue(all.wrong.get(0).endsWith("is legal and was refused"), all.wrong.toString());
    }
}
