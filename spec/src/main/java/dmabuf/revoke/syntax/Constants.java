package dmabuf.revoke.syntax;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.ValueText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/**
 * The members of sets that are constant, as the text of the spec and of a scene have them. Only what sets of texts need
 * is understood; the rest is refused.
 */
public final class Constants {
    private static final Pattern LINE = Pattern.compile("(?m)^\\s*(\\w+) = (.+)$");

    private final Map<String, Value> given;

    private Constants(final Map<String, Value> given) {
        this.given = given;
    }

    /** Those of a spec that has no constants. */
    public static Constants none() {
        return new Constants(Map.of());
    }

    /** Those that a file of scenes/ gives a value. */
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
        if (!(n instanceof OpApplNode a)) {
            throw Tree.notUnderstood(n, "is no set whose members could be named");
        }
        final OpDefNode called = Tree.called(a);
        if (called != null && called.getArity() == 0) {
            return members(called.getBody());
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
            case "\\union", "\\cup" -> union(members(a.getArgs()[0]), members(a.getArgs()[1]));
            case "SUBSET" -> subsets(members(a.getArgs()[0]));
            case "DOMAIN" -> names(a.getArgs()[0]);
            default -> throw Tree.notUnderstood(n, "is no set whose members could be named");
        };
    }

    /** The sets of a record of sets, by its fields. */
    public TreeMap<String, Value> sets(final OpDefNode definition) throws Undecided {
        final TreeMap<String, Value> sets = new TreeMap<>();
        for (final OpApplNode pair : fields(definition.getBody())) {
            sets.put(text(pair.getArgs()[0]), new Value.Members(members(pair.getArgs()[1])));
        }
        return sets;
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
