// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Terms as SMT-LIB 2 text: declarations and assertions. */
final class Smt {
    private final Set<Symbol> symbols = new LinkedHashSet<>();
    private final Map<Term, String> counts = new LinkedHashMap<>();
    private final Set<Term> elements = new LinkedHashSet<>();

    /** @param terms all that will be written */
    Smt(final Collection<Term> terms) {
        for (final Term t : terms) {
            t.all(Term.Op.READ).forEach(r -> symbols.add(r.symbol));
            t.all(Term.Op.COUNT).forEach(c -> counts.putIfAbsent(c, "count" + counts.size()));
            elements.addAll(t.free());
        }
    }

    /** The counts that occur, each with its name in the text. */
    Map<Term, String> counts() {
        return counts;
    }

    Set<Symbol> symbols() {
        return symbols;
    }

    /** The declarations of everything that the terms use. */
    String declarations() {
        final StringBuilder text = new StringBuilder();
        Setting.UNBOUNDED.forEach(n -> text.append("(declare-sort ").append(n).append(" 0)\n"));
        for (final Symbol s : symbols) {
            if (s.result() instanceof Sort.Finite f) {
                enumeration(f, text);
            }
        }
        symbols.forEach(s -> text.append("(declare-fun |").append(s.name()).append("| (")
                .append(s.of() == null ? "" : s.of().name()).append(") ").append(sort(s.result())).append(")\n"));
        counts.values().forEach(n -> text.append("(declare-fun ").append(n).append(" () Int)\n"));
        elements.forEach(e -> text.append("(declare-fun |").append(e.name).append("| () ").append(sort(e.sort)).append(")\n"));
        return text.toString();
    }

    private static void enumeration(final Sort.Finite f, final StringBuilder text) {
        for (int n = 0; n < f.size(); n++) {
            text.append("; ").append(value(f, n)).append(" is ").append(f.values().get(n)).append('\n');
        }
        text.append("(declare-datatypes ((").append(sort(f)).append(" 0)) ((");
        for (int n = 0; n < f.size(); n++) {
            text.append('(').append(value(f, n)).append(')');
        }
        text.append(")))\n");
    }

    /** The name of one value of an enumeration. */
    static String value(final Sort.Finite f, final int place) {
        return "|" + f.name() + "=" + place + "|";
    }

    private static String sort(final Sort s) {
        return s == Sort.Plain.TRUTH ? "Bool"
                : s == Sort.Plain.NUMBER ? "Int"
                : s instanceof Sort.Unbounded u ? u.name()
                : "|of " + ((Sort.Finite) s).name() + "|";
    }

    String assertion(final Term t) {
        return "(assert " + text(t) + ")\n";
    }

    String text(final Term t) {
        final StringBuilder out = new StringBuilder();
        write(t, out);
        return out.toString();
    }

    private void write(final Term t, final StringBuilder out) {
        switch (t.op) {
            case TRUE -> out.append("true");
            case FALSE -> out.append("false");
            case ELEMENT -> out.append('|').append(t.name).append('|');
            case NUMBER -> out.append(t.number < 0 ? "(- " + -t.number + ")" : Integer.toString(t.number));
            case COUNT -> out.append(counts.get(t));
            case READ -> {
                if (t.parts.isEmpty()) {
                    out.append('|').append(t.symbol.name()).append('|');
                } else {
                    application("|" + t.symbol.name() + "|", t.parts, out);
                }
            }
            case IN -> in(t, out);
            case SOME -> {
                out.append("(exists ((|").append(t.part(0).name).append("| ").append(sort(t.part(0).sort)).append(")) ");
                write(t.part(1), out);
                out.append(')');
            }
            default -> application(operator(t.op), t.parts, out);
        }
    }

    private static String operator(final Term.Op op) {
        return switch (op) {
            case SAME, EQUAL -> "=";
            case NOT -> "not";
            case AND -> "and";
            case OR -> "or";
            case PLUS -> "+";
            case MINUS -> "-";
            case LESS -> "<";
            default -> "ite";
        };
    }

    private void application(final String operator, final List<Term> parts, final StringBuilder out) {
        out.append('(').append(operator);
        for (final Term p : parts) {
            out.append(' ');
            write(p, out);
        }
        out.append(')');
    }

    private void in(final Term t, final StringBuilder out) {
        final Sort.Finite f = (Sort.Finite) t.part(0).sort;
        final boolean few = t.places.cardinality() * 2 <= f.size();
        final BitSet places = (BitSet) t.places.clone();
        if (!few) {
            places.flip(0, f.size());
            out.append("(not ");
        }
        final String what = text(t.part(0));
        final List<String> each = new ArrayList<>();
        places.stream().forEach(n -> each.add("(= " + what + " " + value(f, n) + ")"));
        out.append(each.size() == 1 ? each.get(0) : each.stream().collect(Collectors.joining(" ", "(or ", ")")));
        if (!few) {
            out.append(')');
        }
    }
}
