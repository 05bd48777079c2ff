// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.stress.litmus.Litmus.Stage;
import dmabuf.revoke.stress.litmus.Litmus.Start;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Parses the text of a litmus test, token by token; {@link Litmus} describes the grammar. */
final class Parser {
    private static final int MOST_COLUMNS = 3;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PROCESS = Pattern.compile("\\w+:\\w+");
    private static final Pattern SCENE = Pattern.compile("[\\w-]+(/[\\w-]+)?");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private final Path file;
    private final Tokens tokens;
    private final List<Call> calls = new ArrayList<>();

    Parser(final Path file, final String text) throws BadLitmus {
        this.file = file;
        this.tokens = new Tokens(file, text);
    }

    Litmus litmus() throws BadLitmus {
        tokens.expect("Revoke");
        final String name = tokens.next(NAME, "a name of small letters, digits and dashes").text();
        if (!(name + Litmus.SUFFIX).equals(file.getFileName().toString())) {
            throw tokens.bad("the name is " + name + ", but the file is called " + file.getFileName());
        }
        final String text = tokens.peek().startsWith("\"") ? tokens.take().text() : "\"\"";
        final Stage stage = stage();
        final List<Start> start = start();
        final List<List<Call>> columns = columns();
        columns.forEach(calls::addAll);
        final List<Call> last = last();
        calls.addAll(last);
        final Condition condition = tokens.peek().isEmpty() ? null : condition();
        if (!tokens.peek().isEmpty()) {
            throw tokens.unexpected("the end");
        }
        return new Litmus(file, name, oneLine(text), stage, start, columns, last, condition);
    }

    /** Removes the quotation marks. */
    private static String oneLine(final String quoted) {
        return quoted.substring(1, quoted.length() - 1).strip().replaceAll("\\s+", " ");
    }

    private Stage stage() throws BadLitmus {
        final int line = tokens.line();
        if (!tokens.taken("on")) {
            return Stage.USUAL;
        }
        final String scene = tokens.next(SCENE, "a scene, as Mover/exporters").text();
        final TreeMap<String, String> kinds = new TreeMap<>();
        if (tokens.taken("with")) {
            do {
                final String who = tokens.next(WORD, "who shares the buffer, as i1").text();
                tokens.expect("=");
                kinds.put(who, tokens.next(WORD, "a kind, as virtio").text());
            } while (tokens.taken(","));
        }
        return new Stage(scene, Collections.unmodifiableSortedMap(kinds), line);
    }

    private List<Start> start() throws BadLitmus {
        final List<Start> start = new ArrayList<>();
        tokens.expect("{");
        while (!tokens.peek().equals("}")) {
            final Call call = call();
            if (call.optional()) {
                throw new BadLitmus(file, call.line(), "a call of the start state cannot be optional: " + call);
            }
            tokens.expect("=");
            start.add(new Start(call, tokens.next(WORD, "a result").text()));
            tokens.expect(";");
        }
        tokens.expect("}");
        return start;
    }

    /** The calls that are made when all columns are done. */
    private List<Call> last() throws BadLitmus {
        final List<Call> last = new ArrayList<>();
        if (!tokens.taken("finally")) {
            return last;
        }
        tokens.expect("{");
        do {
            last.add(call());
            tokens.expect(";");
        } while (!tokens.taken("}"));
        return last;
    }

    private List<List<Call>> columns() throws BadLitmus {
        final List<List<Call>> columns = new ArrayList<>();
        do {
            final int line = tokens.line();
            final List<Call> row = row();
            if (columns.isEmpty()) {
                row.forEach(cell -> columns.add(new ArrayList<>()));
            }
            if (row.size() != columns.size()) {
                throw new BadLitmus(
                        file, line, "a row of " + row.size() + " cells, but the first has " + columns.size());
            }
            for (int c = 0; c < row.size(); c++) {
                if (row.get(c) != null) {
                    columns.get(c).add(row.get(c));
                }
            }
        } while (PROCESS.matcher(tokens.peek()).matches() || tokens.peek().equals("|") || tokens.peek().equals(";"));
        check(columns);
        return columns;
    }

    private void check(final List<List<Call>> columns) throws BadLitmus {
        if (columns.size() > MOST_COLUMNS) {
            throw tokens.bad(columns.size() + " columns; at most " + MOST_COLUMNS + " can race");
        }
        final Map<String, List<Call>> columnOf = new HashMap<>();
        for (final List<Call> column : columns) {
            if (column.isEmpty()) {
                throw tokens.bad("a column without any call");
            }
            for (final Call call : column) {
                if (columnOf.computeIfAbsent(call.process(), p -> column) != column) {
                    throw new BadLitmus(file, call.line(), call.process() + " stands in another column too");
                }
            }
        }
    }

    /** The cells of a row; null for an empty one. */
    private List<Call> row() throws BadLitmus {
        final List<Call> row = new ArrayList<>();
        do {
            final String first = tokens.peek();
            row.add(first.equals("|") || first.equals(";") ? null : call());
        } while (tokens.taken("|"));
        tokens.expect(";");
        return row;
    }

    /** A call with its mark, if any. */
    private Call call() throws BadLitmus {
        final Call c = named();
        return new Call(c.process(), c.op(), c.arg(), tokens.taken("?"), c.line());
    }

    private Call named() throws BadLitmus {
        final Tokens.Token process = tokens.next(PROCESS, "a process, as driver:i1");
        final String op = tokens.next(WORD, "an operation").text();
        final String arg = argument();
        return new Call(process.text(), op, arg, false, process.line());
    }

    /** The argument of an operation, with or without parentheses: as in a litmus file, or as counterexamples print it. */
    private String argument() throws BadLitmus {
        if (tokens.taken("(")) {
            final String arg = tokens.next(WORD, "an argument").text();
            tokens.expect(")");
            return arg;
        }
        return WORD.matcher(tokens.peek()).matches() ? tokens.take().text() : "-";
    }

    private Condition condition() throws BadLitmus {
        final Condition.Quantifier quantifier;
        if (tokens.taken("forall")) {
            quantifier = Condition.Quantifier.FORALL;
        } else {
            quantifier = tokens.taken("~") ? Condition.Quantifier.NOT_EXISTS : Condition.Quantifier.EXISTS;
            tokens.expect("exists");
        }
        tokens.expect("(");
        final Proposition p = or();
        tokens.expect(")");
        return new Condition(quantifier, p);
    }

    private Proposition or() throws BadLitmus {
        Proposition p = and();
        while (tokens.taken("\\/")) {
            p = new Proposition.Or(p, and());
        }
        return p;
    }

    private Proposition and() throws BadLitmus {
        Proposition p = not();
        while (tokens.taken("/\\")) {
            p = new Proposition.And(p, not());
        }
        return p;
    }

    private Proposition not() throws BadLitmus {
        if (tokens.taken("~")) {
            return new Proposition.Not(not());
        }
        if (tokens.taken("(")) {
            final Proposition p = or();
            tokens.expect(")");
            return p;
        }
        return is();
    }

    private Proposition is() throws BadLitmus {
        final Call named = named();
        final int[] places = IntStream.range(0, calls.size())
                .filter(n -> calls.get(n).name().equals(named.name()))
                .toArray();
        final String number = tokens.taken("#") ? tokens.next(NUMBER, "a number").text() : "";
        if (places.length == 0) {
            throw new BadLitmus(file, named.line(), "no column has the call " + named);
        }
        if (number.isEmpty() && places.length > 1) {
            throw new BadLitmus(
                    file, named.line(), "which of the " + places.length + " calls " + named + "? Say " + named + "#1");
        }
        final int which = number.isEmpty() ? 1 : Integer.parseInt(number);
        if (which < 1 || which > places.length) {
            throw new BadLitmus(file, named.line(), "no call " + named + "#" + number);
        }
        tokens.expect("=");
        final String result = tokens.peek().equals(Call.SKIPPED) ? tokens.take().text() : tokens.next(WORD, "a result").text();
        return new Proposition.Is(
                places[which - 1], result, named + (number.isEmpty() ? "" : "#" + number), named.line());
    }
}
