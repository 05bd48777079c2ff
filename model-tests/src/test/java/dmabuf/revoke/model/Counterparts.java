// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.syntax.Constants;
import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;

/** The page with the counterparts of each variable and each action of the spec in Linux 7.3 and in impl. */
final class Counterparts {
    private final ModuleNode parsed;
    private final Map<String, Value> linux;
    private final Map<String, Value> simplified;
    private final ImplSources impl;

    private final String buffer;

    private Counterparts(final SpecText spec, final Path home) throws Undecided, IOException {
        buffer = spec.file("Buffer.tla");
        this.parsed = ParsedSpec.parse(spec, "DmaBuf");
        final ModuleNode table = ParsedSpec.parse(spec, "Counterparts");
        linux = record(table, "InLinux");
        simplified = record(table, "Simplified");
        impl = ImplSources.of(home);
    }

    /** The page as it should be. */
    static String page(final SpecText spec, final Path home) throws Undecided, IOException {
        return new Counterparts(spec, home).page();
    }

    private static Map<String, Value> record(final ModuleNode module, final String name) throws Undecided {
        return ((Value.Rec) Constants.none().value(module.getOpDef(name).getBody())).fields();
    }

    private String page() {
        final List<String> variables = Arrays.stream(parsed.getVariableDecls())
                .sorted(Comparator.comparingInt(v -> v.getLocation().beginLine()))
                .map(v -> v.getName().toString()).toList();
        final List<OpDefNode> actions = actions();
        final Set<String> names = actions.stream().map(a -> a.getName().toString()).collect(Collectors.toCollection(TreeSet::new));
        same("variables", new TreeSet<>(variables), "InLinux of Counterparts.tla", linux.keySet());
        names.addAll(variables);
        if (!names.containsAll(simplified.keySet())) {
            final Set<String> others = new TreeSet<>(simplified.keySet());
            others.removeAll(names);
            throw new IllegalStateException("Simplified of Counterparts.tla speaks of " + others + ", which the spec does not have");
        }
        return """
                # 8. What is what: spec, Linux 7.3, impl

                This page is generated from the spec (`Buffer.tla`, `Counterparts.tla` and the modules of the actors) and from the
                sources of [`impl`](../impl/README.md); a test fails when it is out of date. The last column is empty where the
                spec simplifies nothing.

                ## Variables

                "History" records what has happened and enables no step; neither the kernel nor `impl` has such a variable.
                [`model-tests`](../model-tests/README.md) compares states: the column "in `impl`" has the expression whose
                value it compares with the variable.

                | variable | what it says | in Linux 7.3 | in `impl` | what is simpler in the spec |
                | --- | --- | --- | --- | --- |
                """
                + variables.stream().map(this::variable).collect(Collectors.joining())
                + """

                ## Actions

                A text in parentheses is not a function of the kernel, but describes what happens. Where a row names two functions
                or two sections, the operation decides which one applies.

                | action | module | function of the kernel | [reference](kernel-semantics.md) | in `impl` | what is simpler in the spec |
                | --- | --- | --- | --- | --- | --- |
                """
                + actions.stream().map(this::action).collect(Collectors.joining());
    }

    private static void same(final String what, final Set<String> there, final String where, final Set<String> said) {
        if (!there.equals(said)) {
            final Set<String> odd = new TreeSet<>(there);
            odd.removeAll(said);
            final Set<String> even = new TreeSet<>(said);
            even.removeAll(there);
            throw new IllegalStateException("the spec's " + what + " and " + where + " differ in " + odd + " and " + even);
        }
    }

    private String variable(final String name) {
        return row("`" + name + "`", comment(name), linux.get(name).text(), impl.ofVariable(name), simpler(name));
    }

    private String action(final OpDefNode a) {
        final SemanticNode[] step = steps(a.getBody()).get(0).getArgs();
        final String name = a.getName().toString();
        final String method = name.endsWith("Call") ? "the call" : name.endsWith("Return") ? "its return" : impl.ofAction(name);
        return row("`" + name + "`", Tree.home(a), functions(step[2]), String.join(", ", texts(step[3])), method, simpler(name));
    }

    private static String functions(final SemanticNode n) {
        return texts(n).stream().map(f -> f.startsWith("(") ? f : "`" + f + "`").collect(Collectors.joining(", "));
    }

    private String simpler(final String name) {
        return simplified.containsKey(name) ? simplified.get(name).text() : "";
    }

    private static String row(final String... cells) {
        return "| " + Arrays.stream(cells).map(c -> c.replace("|", "\\|")).collect(Collectors.joining(" | ")) + " |\n";
    }

    /** The comment on a variable in Buffer.tla. */
    private String comment(final String variable) {
        return Pattern.compile("(?m)^  " + variable + ",? +\\\\\\* (.*(?:\n +\\\\\\* .*)*)").matcher(buffer).results()
                .map(r -> r.group(1).replaceAll("\n +\\\\\\* ", " "))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Buffer.tla says nothing of " + variable));
    }

    /** The definitions with exactly one Step, which are actions, module by module in the order of the text. */
    private List<OpDefNode> actions() {
        return Arrays.stream(parsed.getOpDefs())
                .filter(d -> d.getBody() != null && !d.isStandardModule() && steps(d.getBody()).size() == 1)
                .sorted(Comparator.comparing(Tree::home).thenComparing(d -> d.getLocation().beginLine()))
                .toList();
    }

    /** The Steps in a formula, not in the operators that it calls. */
    private static List<OpApplNode> steps(final SemanticNode n) {
        final List<OpApplNode> found = new ArrayList<>();
        if (n instanceof OpApplNode a && Tree.name(a).equals("Step")) {
            found.add(a);
        }
        Tree.children(n).forEach(c -> found.addAll(steps(c)));
        return found;
    }

    /** The possible texts of an argument: all in it and in the operators that it calls, except operands of a comparison. */
    private static Set<String> texts(final SemanticNode n) {
        final Set<String> found = new TreeSet<>();
        if (n instanceof StringNode s) {
            found.add(s.getRep().toString());
        }
        if (n instanceof OpApplNode a && Set.of("=", "\\in", "#").contains(Tree.name(a))) {
            return found;
        }
        final OpDefNode d = Tree.called(n);
        if (d != null) {
            found.addAll(texts(d.getBody()));
        }
        Tree.children(n).forEach(c -> found.addAll(texts(c)));
        return found;
    }
}
