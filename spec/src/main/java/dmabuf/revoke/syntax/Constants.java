// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.syntax;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.ValueText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.AtNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/**
 * The constants in the text of the spec and of a scene: strings, booleans, sets and records of these. Any other expression
 * is refused.
 */
public final class Constants {
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*(\\w+) = (.+)$");

    private final Map<String, Value> given;

    private Constants(final Map<String, Value> given) {
        this.given = given;
    }

    /** The constants of a spec that has none. */
    public static Constants none() {
        return new Constants(Map.of());
    }

    /** The constants to which a file of scenes/ gives values. */
    public static Constants of(final String scene) throws Undecided {
        final Map<String, Value> given = new TreeMap<>();
        final Matcher m = LINE.matcher(scene);
        while (m.find()) {
            given.put(m.group(1), ValueText.parse(m.group(2)));
        }
        return new Constants(given);
    }

    /** The members of a set, in the order in which the text has them. */
    public List<Value> members(final SemanticNode n) throws Undecided {
        return members(n, null);
    }

    private List<Value> members(final SemanticNode n, final Value at) throws Undecided {
        if (n instanceof AtNode && at instanceof Value.Members m) {
            return m.members();
        }
        if (!(n instanceof OpApplNode a)) {
            throw Tree.notUnderstood(n, "is no set whose members could be named");
        }
        final OpDefNode called = Tree.called(a);
        if (called != null && called.getArity() == 0) {
            return members(called.getBody(), null);
        }
        if (a.getOperator() instanceof OpDeclNode d && d.getKind() == ASTConstants.ConstantDeclKind) {
            if (given.get(Tree.name(a)) instanceof Value.Members m) {
                return m.members();
            }
            throw Tree.notUnderstood(n, "has no value in the scene");
        }
        return switch (Tree.name(a)) {
            case "BOOLEAN" -> List.of(new Value.Bool(false), new Value.Bool(true));
            case "$SetEnumerate" -> texts(a);
            case "\\union", "\\cup" -> union(members(a.getArgs()[0], at), members(a.getArgs()[1], at));
            case "SUBSET" -> subsets(members(a.getArgs()[0], at));
            case "DOMAIN" -> names(a.getArgs()[0]);
            default -> throw Tree.notUnderstood(n, "is no set whose members could be named");
        };
    }

    /** A constant string, boolean, set or record; the members of a set are sorted. */
    public Value value(final SemanticNode n) throws Undecided {
        return value(n, null);
    }

    /** @param at the value of {@code @} */
    private Value value(final SemanticNode n, final Value at) throws Undecided {
        if (n instanceof AtNode && at != null) {
            return at;
        }
        if (n instanceof StringNode s) {
            return new Value.Str(s.getRep().toString());
        }
        final OpDefNode called = Tree.called(n);
        if (called != null && called.getArity() == 0) {
            return value(called.getBody(), null);
        }
        return switch (n instanceof OpApplNode a ? Tree.name(a) : "") {
            case "TRUE" -> new Value.Bool(true);
            case "FALSE" -> new Value.Bool(false);
            case "$RcdConstructor" -> record(n);
            case "$Except" -> except((OpApplNode) n);
            default -> new Value.Members(
                    members(n, at).stream().sorted(Comparator.comparing(Value::toString)).toList());
        };
    }

    private Value record(final SemanticNode n) throws Undecided {
        final TreeMap<String, Value> fields = new TreeMap<>();
        for (final OpApplNode pair : fields(n)) {
            fields.put(text(pair.getArgs()[0]), value(pair.getArgs()[1], null));
        }
        return new Value.Rec(Collections.unmodifiableSortedMap(fields));
    }

    private Value except(final OpApplNode n) throws Undecided {
        final Value base = value(n.getArgs()[0], null);
        if (!(base instanceof Value.Rec r)) {
            throw Tree.notUnderstood(n, "is no record with other fields");
        }
        final TreeMap<String, Value> fields = new TreeMap<>(r.fields());
        for (int c = 1; c < n.getArgs().length; c++) {
            final OpApplNode pair = (OpApplNode) n.getArgs()[c];
            final OpApplNode way = (OpApplNode) pair.getArgs()[0];
            final String field = text(way.getArgs()[0]);
            if (way.getArgs().length != 1 || !fields.containsKey(field)) {
                throw Tree.notUnderstood(way, "is no field of the record");
            }
            fields.put(field, value(pair.getArgs()[1], fields.get(field)));
        }
        return new Value.Rec(Collections.unmodifiableSortedMap(fields));
    }

    private List<Value> names(final SemanticNode record) throws Undecided {
        final OpDefNode called = Tree.called(record);
        final List<Value> names = new ArrayList<>();
        for (final OpApplNode pair : fields(called == null ? record : called.getBody())) {
            names.add(new Value.Str(text(pair.getArgs()[0])));
        }
        return names;
    }

    private static List<OpApplNode> fields(final SemanticNode record) throws Undecided {
        if (!(record instanceof OpApplNode a) || !Tree.name(a).equals("$RcdConstructor")) {
            throw Tree.notUnderstood(record, "is no record whose fields could be named");
        }
        final List<OpApplNode> pairs = new ArrayList<>();
        for (final ExprOrOpArgNode pair : a.getArgs()) {
            pairs.add((OpApplNode) pair);
        }
        return pairs;
    }

    private static List<Value> texts(final OpApplNode set) throws Undecided {
        final List<Value> texts = new ArrayList<>();
        for (final ExprOrOpArgNode member : set.getArgs()) {
            texts.add(new Value.Str(text(member)));
        }
        return texts;
    }

    private static String text(final SemanticNode n) throws Undecided {
        if (n instanceof StringNode s) {
            return s.getRep().toString();
        }
        throw Tree.notUnderstood(n, "is no text");
    }

    private static List<Value> union(final List<Value> a, final List<Value> b) {
        final Set<Value> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }

    private static List<Value> subsets(final List<Value> members) {
        final List<Value> of = members.stream().sorted(Comparator.comparing(Value::toString)).toList();
        final List<Value> subsets = new ArrayList<>();
        for (int bits = 0; bits < 1 << of.size(); bits++) {
            final List<Value> chosen = new ArrayList<>();
            for (int n = 0; n < of.size(); n++) {
                if ((bits >> n & 1) == 1) {
                    chosen.add(of.get(n));
                }
            }
            subsets.add(new Value.Members(chosen));
        }
        return subsets;
    }
}
