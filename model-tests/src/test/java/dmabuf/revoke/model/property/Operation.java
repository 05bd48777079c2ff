// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/**
 * A process that is idle makes a call. An action is a subclass and is named after its operation; which processes and which
 * arguments there are, and whether the call is one of the spec now, is asked of the graph and the oracle.
 *
 * <p>It has no precondition of jqwik's: a chain that loses a move is still a chain, since a call that cannot be made then is
 * no move; that is how chains shrink.
 */
abstract class Operation implements Action.Dependent<SharedBuffer> {
    /** As events of the graph name it: {@code map} for the class Map. */
    final String name() {
        return Character.toLowerCase(getClass().getSimpleName().charAt(0)) + getClass().getSimpleName().substring(1);
    }

    @Override
    public final Arbitrary<Transformer<SharedBuffer>> transformer(final SharedBuffer buffer) {
        return Arbitraries.randomValue(random -> Exploring.now().guide().call(name(), buffer, random)
                .map(call -> Transformer.<SharedBuffer>mutate(call.toString(), b -> b.begin(call)))
                .orElse(Transformer.noop()));
    }
}
