package dmabuf.revoke.model.property;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/**
 * A process that is in a call goes on: by one step, by some, or as far as it can, until the call has returned. Where it can
 * take no step it is blocked, and the oracle must agree.
 */
final class GoOn implements Action.Dependent<SharedBuffer> {
    /** In the place of a process: the chain ends here. */
    private static final String END = "nobody";

    @Override
    public Arbitrary<Transformer<SharedBuffer>> transformer(final SharedBuffer buffer) {
        final Guide guide = Exploring.now().guide();
        return Combinators.combine(
                        Arbitraries.randomValue(r -> guide.ends(buffer, r) ? END : guide.goOn(buffer, r)),
                        Arbitraries.of(1, 1, 1, 1, 1, 2, 3, 5, SharedBuffer.AS_FAR_AS_IT_CAN))
                .as(GoOn::move);
    }

    private static Transformer<SharedBuffer> move(final String process, final int steps) {
        if (process.isEmpty()) {
            return Transformer.noop();
        }
        return process.equals(END)
                ? Transformer.endOfChain()
                : Transformer.mutate(process + " goes on, " + steps, b -> b.goOn(process, steps));
    }
}
