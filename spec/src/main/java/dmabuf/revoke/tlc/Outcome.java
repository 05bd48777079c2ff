// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import dmabuf.revoke.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The outcome of a run that TLC has finished.
 *
 * @param holds nothing was violated
 * @param violation TLC's own words for the violation
 * @param trace the states of the counterexample that TLC printed, variable by variable
 * @param backTo the index in the trace, from 0, to which a lasso returns; that of the last state if it stutters; -1 if the
 *     counterexample ends
 * @param prints what Print and PrintT printed
 */
public record Outcome(
        boolean holds,
        String violation,
        long generated,
        int distinct,
        int depth,
        List<SortedMap<String, Value>> trace,
        int backTo,
        List<String> prints) {

    private static final Pattern MESSAGE =
            Pattern.compile("@!@!@STARTMSG (\\d+):(\\d) @!@!@\n(.*?)@!@!@ENDMSG \\1 @!@!@", Pattern.DOTALL);
    private static final Pattern STATS = Pattern.compile("([\\d,]+) states generated.*?, ([\\d,]+) distinct");
    private static final Pattern DEPTH = Pattern.compile("search is (\\d+)");
    private static final Pattern BACK = Pattern.compile("(?:State )?(\\d+): Back to state");

    /** Reads the output of {@code tlc2.TLC -tool}. */
    public static Outcome parse(final String log) throws Undecided {
        return parse(log, false);
    }

    /**
     * Reads the output of {@code TLCServer -tool}, which ends in the same way whether an error was found or not, and does not name
     * what was violated: it prints the behaviour.
     */
    static Outcome parseServed(final String log) throws Undecided {
        final Outcome o = parse(log, true);
        if (o.holds() && !log.contains("@!@!@STARTMSG 2193:")) {
            throw new Undecided("TLC's server ended, and said neither that no error was found nor which");
        }
        return o;
    }

    private static Outcome parse(final String log, final boolean served) throws Undecided {
        long generated = -1;
        int distinct = -1;
        int depth = -1;
        boolean finished = false;
        String violation = null;
        boolean temporal = false;
        final StringBuilder errors = new StringBuilder();
        final List<SortedMap<String, Value>> trace = new ArrayList<>();
        int backTo = -1;
        final Matcher m = MESSAGE.matcher(log);
        while (m.find()) {
            final String text = m.group(3).strip();
            switch (Integer.parseInt(m.group(1))) {
                case 2199 -> {
                    final Matcher s = STATS.matcher(text);
                    if (s.find()) {
                        generated = Long.parseLong(s.group(1).replace(",", ""));
                        distinct = Integer.parseInt(s.group(2).replace(",", ""));
                    }
                }
                case 2194 -> {
                    final Matcher d = DEPTH.matcher(text);
                    if (d.find()) {
                        depth = Integer.parseInt(d.group(1));
                    }
                }
                case 2186 -> finished = true;
                case 2253 -> throw new Tautology(text);
                case 2110, 2112, 2107, 2108 -> violation = text;
                case 2116 -> {
                    violation = text;
                    temporal = true;
                }
                case 2121 -> {
                    if (served) {
                        violation = "a claim is violated, or cannot be evaluated";
                    } else {
                        errors.append(text).append('\n');
                    }
                }
                case 2217 -> trace.add(state(text));
                case 2218 -> backTo = trace.size() - 1;
                case 2122 -> {
                    final Matcher b = BACK.matcher(text);
                    if (b.find()) {
                        backTo = Integer.parseInt(b.group(1)) - 1;
                    }
                }
                default -> {
                    if (m.group(2).equals("1")) {
                        errors.append(text).append('\n');
                    }
                }
            }
        }
        if (violation == null && (errors.length() > 0 || !finished || generated < 0)) {
            throw new Undecided(errors.length() > 0 ? errors + parserSaid(log) : "TLC stopped in the middle");
        }
        if (violation != null && trace.isEmpty() || temporal && backTo < 0) {
            throw new Undecided("TLC found a violation and did not show it whole: " + violation + " " + errors);
        }
        final List<String> prints = MESSAGE.matcher(log).replaceAll("").lines()
                .filter(l -> !l.isBlank() && !l.startsWith("Parsing file ") && !l.startsWith("Semantic processing "))
                .toList();
        return new Outcome(violation == null, violation, generated, distinct, depth, trace, backTo, prints);
    }

    /** The message of the parser for a spec that it refuses: the first lines, which have the location. */
    private static String parserSaid(final String log) {
        return MESSAGE.matcher(log).replaceAll("").lines()
                .dropWhile(l -> !l.startsWith("***"))
                .filter(l -> !l.isBlank() && !l.startsWith("tla2sany") && !l.startsWith("Residual"))
                .takeWhile(l -> !l.startsWith("Fatal"))
                .limit(5)
                .collect(Collectors.joining(" "))
                + log.lines().filter(l -> l.startsWith("Could not parse module")).findFirst().map(l -> " " + l).orElse("");
    }

    private static SortedMap<String, Value> state(final String text) throws Undecided {
        final TreeMap<String, Value> map = new TreeMap<>();
        final String body = text.substring(text.indexOf('\n') + 1);
        for (final String assignment : body.split("(?m)^/\\\\ ")) {
            final int eq = assignment.indexOf(" = ");
            if (eq > 0) {
                map.put(assignment.substring(0, eq).strip(), ValueText.parse(assignment.substring(eq + 3)));
            }
        }
        return map;
    }
}
