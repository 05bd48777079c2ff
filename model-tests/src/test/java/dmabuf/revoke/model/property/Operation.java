// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.property;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.state.Action;
import net.jqwik.api.state.Transformer;

/**
 * An idle process makes a call. Each operation has an action, a subclass with its name. The graph and the oracle say which
 * processes and arguments there are, and whether the spec allows the call now.
 *
 * <p>It has no jqwik precondition, because a chain without one of its moves is still a chain: a call that cannot be made then is
 * skipped. That is how chains shrink.
 */
abstract class Operation implements Action.Dependent<SharedBuffer> {
    /** The name in events of the graph: {@code map} for the class Map. */
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
