package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.stress.litmus.Litmus.Start;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Reads the text of a litmus test, token by token; the grammar is that of {@link Litmus}. */
final class Parser {
    private static final int MOST_COLUMNS = 2;
    private static final Pattern BLANK = Pattern.compile("(?:\\s|\\(\\*.*?\\*\\))+", Pattern.DOTALL);
    private static final Pattern TOKEN =
            Pattern.compile("\"[^\"]*\"|/\\\\|\\\\/|[{}();|=~?#]|\\w[\\w:-]*|-", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern PROCESS = Pattern.compile("\\w+:\\w+");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private record Token(String text, int line) {}

    private final Path file;
    private final List<Token> tokens = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private int at;

    Parser(final Path file, final String text) throws BadLitmus {
        this.file = file;
        int line = 1;
        final Matcher blank = BLANK.matcher(text);
        final Matcher token = TOKEN.matcher(text);
        for (int from = 0; from < text.length(); ) {
            final boolean nothing = blank.region(from, text.length()).lookingAt();
            if (!nothing && !token.region(from, text.length()).lookingAt()) {
                throw new BadLitmus(
                        file, line, "unexpected \"" + text.substring(from).lines().findFirst().orElse("") + "\"");
            }
            final String found = nothing ? blank.group() : token.group();
            if (!nothing) {
                tokens.add(new Token(found, line));
            }
            line += (int) found.chars().filter(c -> c == '\n').count();
            from += found.length();
        }
        tokens.add(new Token("", line));
    }

    Litmus litmus() throws BadLitmus {
        expect("Revoke");
        final String name = next(NAME, "a name of small letters, digits and dashes").text();
        if (!(name + Litmus.SUFFIX).equals(file.getFileName().toString())) {
            throw bad("the name is " + name + ", but the file is called " + file.getFileName());
        }
        final String text = peek().startsWith("\"") ? take().text() : "\"\"";
        final List<Start> start = start();
        final List<List<Call>> columns = columns();
        columns.forEach(calls::addAll);
        final Condition condition = peek().isEmpty() ? null : condition();
        if (!peek().isEmpty()) {
            throw unexpected("the end");
        }
        return new Litmus(file, name, oneLine(text), start, columns, condition);
    }

    /** Without its quotation marks. */
    private static String oneLine(final String quoted) {
        return quoted.substring(1, quoted.length() - 1).strip().replaceAll("\\s+", " ");
    }

    private List<Start> start() throws BadLitmus {
        final List<Start> start = new ArrayList<>();
        expect("{");
        while (!peek().equals("}")) {
            final Call call = call();
            if (call.optional()) {
                throw new BadLitmus(file, call.line(), "a call of the start state cannot be optional: " + call);
            }
            expect("=");
            start.add(new Start(call, next(WORD, "a result").text()));
            expect(";");
        }
        expect("}");
        return start;
    }

    private List<List<Call>> columns() throws BadLitmus {
        final List<List<Call>> columns = new ArrayList<>();
        do {
            final int line = tokens.get(at).line();
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
        } while (PROCESS.matcher(peek()).matches() || peek().equals("|") || peek().equals(";"));
        check(columns);
        return columns;
    }

    private void check(final List<List<Call>> columns) throws BadLitmus {
        if (columns.size() > MOST_COLUMNS) {
            throw bad(columns.size() + " columns; at most " + MOST_COLUMNS + " can race");
        }
        final Map<String, List<Call>> columnOf = new HashMap<>();
        for (final List<Call> column : columns) {
            if (column.isEmpty()) {
                throw bad("a column without any call");
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
            final String first = peek();
            row.add(first.equals("|") || first.equals(";") ? null : call());
        } while (taken("|"));
        expect(";");
        return row;
    }

    /** A call with its mark. */
    private Call call() throws BadLitmus {
        final Call c = named();
        return new Call(c.process(), c.op(), c.arg(), taken("?"), c.line());
    }

    private Call named() throws BadLitmus {
        final Token process = next(PROCESS, "a process, as driver:i1");
        final String op = next(WORD, "an operation").text();
        final String arg = WORD.matcher(peek()).matches() ? take().text() : "-";
        return new Call(process.text(), op, arg, false, process.line());
    }

    private Condition condition() throws BadLitmus {
        final Condition.Quantifier quantifier;
        if (taken("forall")) {
            quantifier = Condition.Quantifier.FORALL;
        } else {
            quantifier = taken("~") ? Condition.Quantifier.NOT_EXISTS : Condition.Quantifier.EXISTS;
            expect("exists");
        }
        expect("(");
        final Proposition p = or();
        expect(")");
        return new Condition(quantifier, p);
    }

    private Proposition or() throws BadLitmus {
        Proposition p = and();
        while (taken("\\/")) {
            p = new Proposition.Or(p, and());
        }
        return p;
    }

    private Proposition and() throws BadLitmus {
        Proposition p = not();
        while (taken("/\\")) {
            p = new Proposition.And(p, not());
        }
        return p;
    }

    private Proposition not() throws BadLitmus {
        if (taken("~")) {
            return new Proposition.Not(not());
        }
        if (taken("(")) {
            final Proposition p = or();
            expect(")");
            return p;
        }
        return is();
    }

    private Proposition is() throws BadLitmus {
        final Call named = named();
        final int[] places = IntStream.range(0, calls.size())
                .filter(n -> calls.get(n).name().equals(named.name()))
                .toArray();
        final String number = taken("#") ? next(NUMBER, "a number").text() : "";
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
        expect("=");
        final String result = peek().equals(Call.SKIPPED) ? take().text() : next(WORD, "a result").text();
        return new Proposition.Is(
                places[which - 1], result, named + (number.isEmpty() ? "" : "#" + number), named.line());
    }

    private String peek() {
        return tokens.get(at).text();
    }

    private Token take() {
        return tokens.get(at++);
    }

    private boolean taken(final String text) {
        final boolean there = peek().equals(text);
        at += there ? 1 : 0;
        return there;
    }

    private void expect(final String text) throws BadLitmus {
        if (!taken(text)) {
            throw unexpected("\"" + text + "\"");
        }
    }

    private Token next(final Pattern pattern, final String what) throws BadLitmus {
        if (!pattern.matcher(peek()).matches()) {
            throw unexpected(what);
        }
        return take();
    }

    private BadLitmus unexpected(final String wanted) {
        final String found = peek().isEmpty() ? "the end" : "\"" + peek() + "\"";
        return bad("expected " + wanted + ", found " + found);
    }

    private BadLitmus bad(final String reason) {
        return new BadLitmus(file, tokens.get(at).line(), reason);
    }
}
