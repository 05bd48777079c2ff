// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.prove.Val.Case;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tla2sany.semantic.OpApplNode;

/** The operators on two sets: union, intersection and difference. */
final class Joins {
    private Joins() {}

    static Val of(final OpApplNode a, final Val x, final Val y) throws Undecided {
        final String operator = Tree.name(a);
        if (x instanceof Val.Const && y instanceof Val.Const) {
            final TreeSet<Value> result = new TreeSet<>(Comparator.comparing(Value::toString));
            result.addAll(Sets.members(a, x));
            switch (operator) {
                case "\\" -> result.removeAll(new LinkedHashSet<>(Sets.members(a, y)));
                case "\\cap", "\\intersect" -> result.retainAll(new LinkedHashSet<>(Sets.members(a, y)));
                default -> result.addAll(Sets.members(a, y));
            }
            return new Val.Const(Sets.canonical(result));
        }
        final boolean union = operator.equals("\\cup") || operator.equals("\\union");
        if (union && x instanceof Val.All p && y instanceof Val.All q) {
            final Set<Sort.Unbounded> sorts = new LinkedHashSet<>(p.sorts());
            sorts.addAll(q.sorts());
            return new Val.All(sorts);
        }
        if (Merge.part(x, Set.of()) != null && Merge.part(y, Set.of()) != null) {
            return elements(operator, x, y);
        }
        if (x instanceof Val.Const c && c.value().equals(Sets.canonical(List.of())) && !union) {
            return x;
        }
        if (union && Sets.few(x) != null && Sets.few(y) != null) {
            final List<Case> members = new ArrayList<>(Sets.few(x));
            members.addAll(Sets.few(y));
            return Sets.set(members);
        }
        throw Tree.notUnderstood(a, "combines a " + Val.kind(x) + " and a " + Val.kind(y) + ", which prove does not know");
    }

    private static Val elements(final String operator, final Val x, final Val y) {
        final Val.Part p = Merge.part(x, Merge.part(y, Set.of()).members.keySet());
        final Val.Part q = Merge.part(y, p.members.keySet());
        final boolean empty = x instanceof Val.Const && !operator.equals("\\cup") && !operator.equals("\\union");
        if (empty) {
            return x;
        }
        final Map<Sort.Unbounded, Val.Member> members = new LinkedHashMap<>();
        p.members.forEach((s, m) -> {
            final Val.Member other = q.members.get(s);
            members.put(s, switch (operator) {
                case "\\" -> t -> Terms.and(m.has(t), Terms.not(other.has(t)));
                case "\\cap", "\\intersect" -> t -> Terms.and(m.has(t), other.has(t));
                default -> t -> Terms.or(m.has(t), other.has(t));
            });
        });
        return new Val.Part(members);
    }
}
