// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/**
 * A process in a call goes on: by one step, by some, or as far as it can, until the call has returned. If it can take no step, it
 * is blocked, and the oracle must agree.
 */
final class GoOn implements Action.Dependent<SharedBuffer> {
    private static final int[] STEPS = {1, 1, 1, 1, 1, 2, 3, 5, SharedBuffer.AS_FAR_AS_IT_CAN};

    @Override
    public Arbitrary<Transformer<SharedBuffer>> transformer(final SharedBuffer buffer) {
        return Arbitraries.fromGenerator(random -> move(buffer, random));
    }

    private static Shrinkable<Transformer<SharedBuffer>> move(final SharedBuffer buffer, final Random random) {
        final Guide guide = Exploring.now().guide();
        if (guide.ends(buffer, random)) {
            return Shrinkable.unshrinkable(Transformer.endOfChain());
        }
        final String process = guide.goOn(buffer, random);
        return process.isEmpty()
                ? Shrinkable.unshrinkable(Transformer.noop())
                : new Going(process, STEPS[random.nextInt(STEPS.length)]);
    }

    /**
     * "As far as it can" counts as simpler than a number of steps: later moves of the process then do nothing, and are removed.
     */
    private record Going(String process, int steps) implements Shrinkable<Transformer<SharedBuffer>> {
        @Override
        public Transformer<SharedBuffer> value() {
            return Transformer.mutate(
                    process + " goes on" + (isFar() ? "" : ", " + steps), b -> b.goOn(process, steps));
        }

        @Override
        public Stream<Shrinkable<Transformer<SharedBuffer>>> shrink() {
            return isFar() ? Stream.empty() : Stream.of(new Going(process, SharedBuffer.AS_FAR_AS_IT_CAN));
        }

        @Override
        public ShrinkingDistance distance() {
            return ShrinkingDistance.of(isFar() ? 0 : 1);
        }

        private boolean isFar() {
            return steps == SharedBuffer.AS_FAR_AS_IT_CAN;
        }
    }
}
