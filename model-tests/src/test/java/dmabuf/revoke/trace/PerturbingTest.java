package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.cli.Tools;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The check can say no: of perturbed traces that leave the spec, by TLC's word, nearly all are refused. */
class PerturbingTest {
    private static final long SEED = 1;

    @Test
    void whatLeavesTheSpecIsRefused() throws Exception {
        final Map<Perturbation, Perturbing.Tally> all =
                new Perturbing(Tools.open(false), SEED, 2).run(Traces.lines("7.3.4-custom-vfio"));
        final int leaves = all.values().stream().mapToInt(t -> t.leaves).sum();
        final int refused = all.values().stream().mapToInt(t -> t.refused).sum();
        final String wrong = Stream.concat(Stream.of("seed " + SEED), all.values().stream().flatMap(t ->
                t.wrong.stream())).toList().toString();
        assertTrue(leaves >= 20, leaves + " leave the spec");
        assertTrue(refused * 100 >= PerturbCommand.WANTED * leaves, wrong);
        for (final Perturbing.Tally t : all.values()) {
            assertEquals(t.legal, t.accepted, wrong);
        }
        assertTrue(all.values().stream().anyMatch(t -> t.legal > 0));
    }
}
