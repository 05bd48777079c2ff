// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import dmabuf.revoke.syntax.ParsedSpec;
import dmabuf.revoke.syntax.Tree;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.st.Location;

/**
 * Finds every piece of the spec that a mutant may leave out, in the parsed modules.
 *
 * <p>Beginning with {@code Next} it follows all formulas: conjuncts, arms of disjunctions, of IF, of CASE and of LET,
 * bodies of quantifiers, and the definitions that are used there. A conjunct without a prime is a guard, one with a prime
 * is an update; {@code UNCHANGED} and {@code Step} are neither. Definitions without a prime are followed only in the
 * modules of the actors, which are those that have a {@code Step}. In {@code Steps.tla} each element of a sequence is a
 * piece.
 */
final class Cuts {
    /** The module whose sequences are the programs of the exporter. */
    static final String PROGRAMS = "Steps";

    private final SpecText spec;
    private final Set<String> actors = new TreeSet<>();
    private final Set<OpDefNode> followed = new LinkedHashSet<>();
    private final Map<String, Integer> seen = new HashMap<>();
    private final List<Cut> cuts = new ArrayList<>();
    private String within = "";

    private Cuts(final SpecText spec) {
        this.spec = spec;
    }

    static List<Cut> of(final SpecText spec, final String root) throws Undecided {
        final ModuleNode module = ParsedSpec.parse(spec, root);
        final OpDefNode next = module.getOpDef("Next");
        if (next == null) {
            throw new Undecided(root + " defines no Next");
        }
        final Cuts c = new Cuts(spec);
        for (final OpDefNode d : module.getOpDefs()) {
            if (Tree.calls(d, "Step")) {
                c.actors.add(Tree.home(d));
            }
        }
        c.follow(next);
        for (final OpDefNode d : module.getOpDefs()) {
            if (Tree.home(d).equals(PROGRAMS)) {
                c.sequences(d.getBody(), d);
            }
        }
        return c.cuts.stream().sorted().toList();
    }

    private void follow(final OpDefNode d) throws Undecided {
        if (followed.add(d) && (Tree.primed(d) || actors.contains(Tree.home(d)))) {
            final String before = within;
            within = "";
            arm(d.getBody(), d, false);
            within = before;
        }
    }

    /**
     * One of several alternatives.
     *
     * @param alone whether a single condition may be left out here too: in an arm of IF or CASE, but not of a disjunction
     */
    private void arm(final SemanticNode n, final OpDefNode in, final boolean alone) throws Undecided {
        if (n instanceof LetInNode let) {
            arm(let.getBody(), in, alone);
        } else if (n instanceof OpApplNode a) {
            switch (Tree.name(a)) {
                case "$ConjList", "\\land" -> {
                    for (final ExprOrOpArgNode c : a.getArgs()) {
                        conjunct(c, in);
                    }
                }
                case "$DisjList", "\\lor" -> {
                    for (final ExprOrOpArgNode c : a.getArgs()) {
                        arm(c, in, false);
                    }
                }
                case "$IfThenElse" -> {
                    arm(a.getArgs()[1], in, true);
                    arm(a.getArgs()[2], in, true);
                }
                case "$Case" -> {
                    for (final ExprOrOpArgNode pair : a.getArgs()) {
                        final String before = within;
                        within = " [" + condition(((OpApplNode) pair).getArgs()[0], in) + "]";
                        arm(((OpApplNode) pair).getArgs()[1], in, true);
                        within = before;
                    }
                }
                case "$BoundedExists" -> arm(a.getArgs()[0], in, alone);
                default -> leaf(a, in, alone || Tree.primed(a));
            }
        }
    }

    private void conjunct(final SemanticNode n, final OpDefNode in) throws Undecided {
        final boolean walked = n instanceof LetInNode
                || n instanceof OpApplNode a
                        && (Set.of("$ConjList", "\\land", "$IfThenElse", "$Case").contains(Tree.name(a))
                                || Tree.primed(a) && Set.of("$DisjList", "\\lor", "$BoundedExists").contains(Tree.name(a)));
        if (walked) {
            arm(n, in, true);
        } else if (n instanceof OpApplNode a) {
            leaf(a, in, true);
        }
    }

    private void leaf(final OpApplNode a, final OpDefNode in, final boolean whole) throws Undecided {
        if (Set.of("UNCHANGED", "TRUE", "FALSE", "Step").contains(Tree.name(a))) {
            return;
        }
        final OpDefNode called = Tree.called(a);
        if (called != null) {
            follow(called);
        }
        if (whole && (called == null || !Tree.calls(called, "Step"))) {
            cut(a, in, Tree.primed(a) ? Cut.Kind.UPDATE : Cut.Kind.GUARD, Tree.assigned(a));
        }
    }

    /** Elements of sequences, also in {@code <<"outer">> \o steps}. */
    private void sequences(final SemanticNode n, final OpDefNode in) throws Undecided {
        if (n instanceof OpApplNode a && Tree.name(a).equals("$Tuple")) {
            for (final ExprOrOpArgNode e : a.getArgs()) {
                if (e instanceof StringNode) {
                    cut(e, in, Cut.Kind.STEP, List.of());
                }
            }
        } else if (n instanceof LetInNode let) {
            for (final OpDefNode d : let.getLets()) {
                sequences(d.getBody(), in);
            }
            sequences(let.getBody(), in);
        } else if (n instanceof OpApplNode a && Tree.name(a).equals("$Case")) {
            for (final ExprOrOpArgNode pair : a.getArgs()) {
                within = " [" + condition(((OpApplNode) pair).getArgs()[0], in) + "]";
                sequences(((OpApplNode) pair).getArgs()[1], in);
                within = "";
            }
        } else if (n instanceof OpApplNode a) {
            for (final ExprOrOpArgNode e : a.getArgs()) {
                sequences(e, in);
            }
        }
    }

    /** The condition of an arm of CASE, which distinguishes equal pieces of several arms. */
    private String condition(final SemanticNode n, final OpDefNode in) throws Undecided {
        return n == null ? "OTHER" : text(n, in);
    }

    private static Cut.Place place(final SemanticNode n) {
        final Location l = n.getLocation();
        return new Cut.Place(l.beginLine(), l.beginColumn(), l.endLine(), l.endColumn());
    }

    private String text(final SemanticNode n, final OpDefNode in) throws Undecided {
        return Wrapped.text(spec.file(Tree.home(in) + ".tla"), place(n))
                .replaceAll("\\\\\\*[^\n]*", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private void cut(final SemanticNode n, final OpDefNode in, final Cut.Kind kind, final List<String> variables)
            throws Undecided {
        final String module = Tree.home(in) + ".tla";
        final String text = text(n, in);
        final String action = in.getName() + within;
        final int times = seen.merge(module + action + text, 1, Integer::sum);
        cuts.add(new Cut(module, action, kind, times == 1 ? text : text + " (" + times + ")", place(n), variables));
    }
}
