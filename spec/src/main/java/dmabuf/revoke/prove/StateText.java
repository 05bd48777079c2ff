// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A counterexample, a state and the step from it, as lines in the spec's own words. */
final class StateText {
    private StateText() {}

    static List<String> of(final Protocol protocol, final Refutation r) throws Undecided {
        final List<String> lines = new ArrayList<>();
        final Map<String, Val> first = protocol.initial().get(0).next();
        for (final Map.Entry<String, Value> v : r.before().entrySet()) {
            final boolean each = protocol.shapes().get(v.getKey()) instanceof Shape.Funs;
            if (each) {
                for (final Map.Entry<String, Value> e : ((Value.Rec) v.getValue()).fields().entrySet()) {
                    if (!rest(e.getValue())) {
                        lines.add(v.getKey() + "[" + e.getKey() + "] = " + e.getValue());
                    }
                }
            } else if (!v.getValue().equals(Val.constant(first.get(v.getKey())))) {
                lines.add(v.getKey() + " = " + v.getValue());
            }
        }
        if (!r.step().isEmpty()) {
            lines.add("in the step " + r.step());
        }
        for (final Map.Entry<String, Value> v : r.after().entrySet()) {
            if (protocol.shapes().get(v.getKey()) instanceof Shape.Funs) {
                ((Value.Rec) v.getValue()).fields().forEach((e, now) -> {
                    if (!now.equals(r.before().get(v.getKey()).get(e))) {
                        lines.add(v.getKey() + "[" + e + "] becomes " + now);
                    }
                });
            } else {
                lines.add(v.getKey() + " becomes " + v.getValue());
            }
        }
        return lines;
    }

    /** Whether a value is the one for a process or a user that does nothing. */
    private static boolean rest(final Value v) {
        return v instanceof Value.Bool b && !b.value()
                || v instanceof Value.Str s && (s.value().equals("none") || s.value().equals("nothing"))
                || v instanceof Value.Rec r && r.fields().containsKey("op") && r.get("op").text().equals("idle");
    }
}
