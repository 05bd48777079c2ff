// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * The two states of a step as numbers: equal values of a variable have the same number, counted from 0 for each variable.
 *
 * <p>Most values of a state are the same objects as in the state before it, or in the state that was numbered last, so that
 * only few values are looked up. Not thread-safe.
 */
final class Numbers {
    /** The variables, in the order of their names. */
    private final UniqueString[] variables;

    /** The index of a variable among them, by TLC's index of the variable. */
    private final int[] places;

    private final List<Map<Value, Integer>> known = new ArrayList<>();
    private final Value[] values;
    private final int[] numbers;

    Numbers(final OpDeclNode[] declared) {
        variables = Stream.of(declared)
                .map(OpDeclNode::getName)
                .sorted(Comparator.comparing(UniqueString::toString))
                .toArray(UniqueString[]::new);
        places = new int[variables.length];
        for (int v = 0; v < variables.length; v++) {
            places[variables[v].getVarLoc()] = v;
            known.add(new HashMap<>());
        }
        values = new Value[2 * variables.length];
        numbers = new int[2 * variables.length];
        Arrays.fill(numbers, -1);
    }

    UniqueString[] variables() {
        return variables;
    }

    /** The index of a variable. */
    int place(final UniqueString variable) {
        return places[variable.getVarLoc()];
    }

    /** The numbers of the first state of the step and then of the second, each variable by variable. */
    int[] all() {
        return numbers;
    }

    /** The value at an index of {@link #all}. */
    Value value(final int at) {
        return values[at];
    }

    /** Sets the first state of the step. */
    void first(final TLCState s) {
        take(s, 0, variables.length);
    }

    /** Sets the second state of the step. */
    void second(final TLCState s) {
        take(s, variables.length, 0);
    }

    private void take(final TLCState s, final int to, final int other) {
        for (int v = 0; v < variables.length; v++) {
            final Value value = (Value) s.lookup(variables[v]);
            if (value == values[to + v]) {
                continue;
            }
            numbers[to + v] = value == values[other + v] ? numbers[other + v] : number(known.get(v), value);
            values[to + v] = value;
        }
    }

    private static int number(final Map<Value, Integer> numbers, final Value value) {
        final Integer number = numbers.putIfAbsent(value, numbers.size());
        return number == null ? numbers.size() - 1 : number;
    }
}
