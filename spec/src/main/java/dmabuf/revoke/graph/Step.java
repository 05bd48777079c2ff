// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The name of a step of the spec.
 *
 * @param action the action of the TLA+ modules
 * @param params role and name of its process, then its other parameters, as texts
 * @param function the kernel function that it models
 * @param section the section of the reference that describes it
 */
public record Step(String action, List<String> params, String function, String section) {
    static Step of(final Value v) {
        final List<Value> parts = ((Value.Seq) v).elements();
        final List<String> params = ((Value.Seq) parts.get(1))
                .elements().stream().map(Value::text).toList();
        return new Step(parts.get(0).text(), params, parts.get(2).text(), parts.get(3).text());
    }

    /** The process that takes the step, named as in events: {@code driver:i1}, {@code timer}. */
    public String process() {
        return params.size() == 1 ? params.get(0) : params.get(0) + ":" + params.get(1);
    }

    @Override
    public String toString() {
        return params.stream().skip(1).filter(p -> !p.equals("-")).collect(Collectors.joining(", ", action + "(", ")"));
    }
}
