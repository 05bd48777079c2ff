// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.ValueText;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

/** A module with values for its constants and replacements for some of its operators, as in a configuration of TLC. */
final class Setting {
    /** The sets that may have any number of members. */
    static final List<String> UNBOUNDED = List.of("Exporters", "Importers", "CpuUsers");

    private static final Pattern LINE = Pattern.compile("(?m)^\\s*(?:CONSTANTS?\\s+)?(\\w+) (=|<-) (.+)$");

    private final ModuleNode module;
    private final Map<String, Val> constants = new LinkedHashMap<>();
    private final Map<String, OpDefNode> definitions = new LinkedHashMap<>();

    /**
     * @param text the lines, such as {@code Returns = FALSE} or {@code Ops <- AnyOps}; lines for the unbounded sets are ignored
     */
    Setting(final ModuleNode module, final String text) throws Undecided {
        this.module = module;
        UNBOUNDED.forEach(n -> constants.put(n, new Val.All(new LinkedHashSet<>(Set.of(new Sort.Unbounded(n))))));
        final Matcher m = LINE.matcher(text.replaceAll("\\\\\\*.*", ""));
        while (m.find()) {
            if (m.group(2).equals("<-")) {
                definitions.put(m.group(1), definition(module, m.group(3).strip()));
            } else if (!UNBOUNDED.contains(m.group(1))) {
                final Value v = ValueText.parse(m.group(3));
                constants.put(m.group(1), v instanceof Value.Members s ? new Val.Const(Sets.canonical(s.members())) : Val.of(v));
            }
        }
    }

    private static OpDefNode definition(final ModuleNode module, final String name) throws Undecided {
        final OpDefNode d = module.getOpDef(name);
        if (d == null) {
            throw new Undecided(module.getName() + " defines no " + name);
        }
        return d;
    }

    /** A definition of the module. */
    OpDefNode named(final String name) throws Undecided {
        return definition(module, name);
    }

    /** A constant that is given where a formula is evaluated. */
    OpDeclNode declared(final String constant) throws Undecided {
        for (final OpDeclNode d : module.getConstantDecls()) {
            if (d.getName().toString().equals(constant)) {
                return d;
            }
        }
        throw new Undecided(module.getName() + " declares no " + constant);
    }

    /** The definition that replaces a constant or an operator; null if none does. */
    OpDefNode definition(final String constant) {
        return definitions.get(constant);
    }

    /** The value of a constant; null if it has none. */
    Val constant(final String name) {
        return constants.get(name);
    }

    /** The definition that is evaluated when an operator is called. */
    OpDefNode inPlaceOf(final OpDefNode d) {
        return definitions.getOrDefault(d.getName().toString(), d);
    }

    /** The location of a node in the text. */
    static String place(final SemanticNode n) {
        return n.getLocation().source() + ".tla line " + n.getLocation().beginLine();
    }
}
