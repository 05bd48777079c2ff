// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import dmabuf.revoke.graph.Event;
import java.util.function.Consumer;
import net.jqwik.api.AfterFailureMode;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.GenerationMode;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.state.ActionChain;
import net.jqwik.api.state.ActionChainArbitrary;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsCoverage;

/**
 * All use of a buffer is a behaviour of the spec: long chains of calls by several processes, whose threads go on one step at a
 * time; now and then a call is misuse.
 *
 * <p>The oracle judges each call, return and blocked thread, and after each move the state that impl shares with the spec must
 * agree with the state of the graph to which its steps lead. The graph says which calls there are. {@link Guide} guides the
 * chains to unseen events. The same seed gives the same failure.
 *
 * <p>{@code ./revoke techniques properties --seed N} runs this class too, with that seed.
 */
@Tag("tlc")
class SharedBufferProperties {
    private static final int LONGEST = 40;

    private static final Consumer<StatisticsCoverage> EVERY_EVENT =
            c -> Exploring.now().events().forEach(e -> c.check(e.toString()).count(n -> n > 0));

    private static final Consumer<StatisticsCoverage> ALL_SORTS = c -> {
        c.check("call").count(n -> n > 0);
        c.check("misuse").count(n -> n > 0);
        c.check("stuck").count(n -> n > 0);
        c.check("parked").count(n -> n > 0);
    };

    /** Two importers, a dynamic and a revocable one, with jobs; two threads of the exporter. */
    @InScene("history")
    @Property(tries = 2000, seed = "1", shrinking = ShrinkingMode.FULL, generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void importersShareABuffer(@ForAll("chains") final ActionChain<SharedBuffer> chain) {
        isABehaviour(chain);
    }

    /** A program that maps, touches and fences the buffer by the CPU. */
    @InScene("programs")
    @Property(tries = 500, seed = "1", shrinking = ShrinkingMode.FULL, generation = GenerationMode.RANDOMIZED,
            edgeCases = EdgeCasesMode.NONE, afterFailure = AfterFailureMode.RANDOM_SEED)
    void aProgramUsesABuffer(@ForAll("chains") final ActionChain<SharedBuffer> chain) {
        isABehaviour(chain);
    }

    private static void isABehaviour(final ActionChain<SharedBuffer> chain) {
        if (Exploring.now().hasHung()) {
            return;
        }
        final SharedBuffer buffer = Exploring.now().holding(chain.withInvariant(
                "the buffer is as in the spec", SharedBuffer::isAsInTheSpec));
        for (final Event e : buffer.seen()) {
            Statistics.label("events").collect(e.toString());
        }
        buffer.sorts().forEach(s -> Statistics.label("moves").collect(s));
        Statistics.label("events").coverage(EVERY_EVENT);
        Statistics.label("moves").coverage(ALL_SORTS);
    }

    @Provide
    Arbitrary<ActionChain<SharedBuffer>> chains() {
        ActionChainArbitrary<SharedBuffer> chains =
                ActionChain.startWith(Exploring.now()::fresh).withMaxTransformations(LONGEST).withAction(6, new GoOn());
        for (final Operation o : Exploring.now().operations()) {
            chains = chains.withAction(o);
        }
        return chains;
    }
}
