// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tla2sany.semantic.OpDefNode;

/**
 * Init and Next as lists of ways. The ways through Next begin in an arbitrary state.
 *
 * <p>This state may have every combination of values that its variables can have. These values are found by iteration: all steps
 * are taken until none leads to a new value. So no step leads to a value that the state cannot have.
 */
final class Protocol {
    /** The maximum number of iterations. It is enough if no program of the exporter is longer. */
    private static final int ROUNDS = 200;

    private final Evaluator ev;
    private final Set<String> variables;
    private final Map<String, Shape> shapes = new TreeMap<>();
    private final List<Step> initial;
    private final OpDefNode next;
    private Symbols state;
    private List<Step> steps;
    private List<Context.Gap> gaps;

    Protocol(final Setting setting) throws Undecided {
        this.ev = new Evaluator(setting);
        this.next = setting.named("Next");
        this.variables = new LinkedHashSet<>(Tree.assigned(next.getBody()));
        this.initial = Choice.of(ev, setting.named("Init"), variables);
        for (final Step s : initial) {
            learn(s, null);
        }
        for (int round = 0; round < ROUNDS; round++) {
            if (!another()) {
                return;
            }
        }
        throw new Undecided("prove: after " + ROUNDS + " rounds steps still lead to values that were not there before");
    }

    /** Takes all steps once. {@return whether one of them led to a new value} */
    private boolean another() throws Undecided {
        state = new Symbols(new LinkedHashMap<>(shapes), ev::path);
        ev.takeGaps();
        steps = Actions.of(ev, next, state, variables);
        gaps = ev.takeGaps();
        boolean more = false;
        for (final Step s : steps) {
            more |= learn(s, state);
        }
        return more;
    }

    private boolean learn(final Step s, final State before) throws Undecided {
        boolean more = false;
        for (final Map.Entry<String, Val> n : s.next().entrySet()) {
            final String v = n.getKey();
            if (before != null && n.getValue() == before.get(v)) {
                continue;
            }
            final Shape known = shapes.get(v);
            final String what = v + " in " + (before == null ? "Init" : s.action());
            final Shape seen = ev.under(s.path(), () -> Shape.of(n.getValue(), what));
            final Shape both = known == null ? seen : known.with(seen, what);
            more |= !both.equals(known);
            shapes.put(v, both);
        }
        return more;
    }

    Evaluator evaluator() {
        return ev;
    }

    /** An arbitrary state. */
    Symbols state() {
        return state;
    }

    List<Step> initial() {
        return initial;
    }

    List<Step> steps() {
        return steps;
    }

    Map<String, Shape> shapes() {
        return shapes;
    }

    Set<String> variables() {
        return variables;
    }

    /** The expressions in Next that may have no value. */
    List<Context.Gap> gaps() {
        return gaps;
    }

}
