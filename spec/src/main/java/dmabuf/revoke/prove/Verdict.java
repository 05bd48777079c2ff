// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The result of the proof of a design.
 *
 * @param returns whether calls return in a step of their own
 * @param sentences the number of conjuncts of the invariant
 * @param lines one for each condition
 */
public record Verdict(String design, boolean returns, int sentences, List<Line> lines) {
    /**
     * @param name of the condition: the action with its parameters, or what else the goals are about
     * @param met whether there is a state that satisfies the premises, so that the action can be taken in it
     */
    public record Line(String name, int proved, List<Against> against, boolean met) {
        /** The action without its parameters. */
        String action() {
            return name.replaceAll("\\(.*", "");
        }
    }

    /**
     * A goal that was not proved.
     *
     * @param goal the claim, the conjunct, or the location
     * @param claim whether it is a claim
     * @param unknown whether the solver gave up
     * @param state a state that refutes it, and the step from it, in lines; empty if there is no small one
     */
    public record Against(String goal, boolean claim, boolean unknown, List<String> state) {}

    public int proved() {
        return lines.stream().mapToInt(Line::proved).sum();
    }

    private List<Against> against() {
        return lines.stream().flatMap(l -> l.against().stream()).toList();
    }

    public int refuted() {
        return (int) against().stream().filter(a -> !a.unknown()).count();
    }

    public int unknown() {
        return (int) against().stream().filter(Against::unknown).count();
    }

    /** The claims that a state or a step refutes. */
    Set<String> refutedClaims() {
        return against().stream()
                .filter(a -> a.claim() && !a.unknown()).map(Against::goal).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The actions that cannot be taken in any state that keeps the invariant: nothing is proved about them. */
    public Set<String> never() {
        final Set<String> never = lines.stream().map(Line::action).collect(Collectors.toCollection(TreeSet::new));
        lines.stream().filter(Line::met).map(Line::action).forEach(never::remove);
        return never;
    }

    /** The differences from the matrix, a sentence each; empty if the proof agrees with it. */
    public List<String> differs(final Manifest manifest) {
        final List<String> found = new ArrayList<>();
        if (never().contains(Conditions.STATE)) {
            found.add("no state keeps the invariant: all of this says nothing");
        }
        for (final Line l : lines) {
            for (final Against a : l.against()) {
                if (a.unknown() || !a.claim() || !expected(manifest.cell(design, a.goal()))) {
                    found.add(l.name() + ": " + a.goal() + (a.unknown() ? " is not decided" : " is refuted"));
                }
            }
        }
        for (final String claim : manifest.safety()) {
            final Cell c = manifest.cell(design, claim);
            if (c != null && c.isRefuted() && !refutedClaims().contains(claim)) {
                found.add("nothing speaks against " + claim + ", which the matrix refutes");
            }
        }
        return found;
    }

    /** Whether the matrix expects that a claim is refuted, or does not claim it. */
    private static boolean expected(final Cell c) {
        return c != null && (c.isRefuted() || c.verdict() == Cell.Verdict.NOT_CLAIMED);
    }

    /** As in {@code 4,163 conditions proved, 1 refuted, 0 not decided}. */
    public String summary() {
        return String.format("%,d conditions proved, %,d refuted, %,d not decided", proved(), refuted(), unknown());
    }

    /** How calls return. */
    public String mode() {
        return returns ? "calls return in a step of their own" : "calls return with their effect";
    }
}
