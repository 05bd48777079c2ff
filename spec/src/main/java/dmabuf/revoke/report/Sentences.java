// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.report;

import java.util.Map;

/** A sentence about each group of checks, for the table at the top of the report. */
public final class Sentences {
    private static final Map<String, String> OF = Map.ofEntries(
            Map.entry("designs", "each claim of each design: holds, or is refuted in as many states as expected, and its"
                    + " case occurs as often"),
            Map.entry("bugs", "each known bug: the same, and the claim that it must break is refuted"),
            Map.entry("counts", "states, steps and depth of each graph, compared exactly"),
            Map.entry("reached", "each action of the spec fires, and the case of each claim occurs"),
            Map.entry("witness", "each situation that must be possible is reached"),
            Map.entry("scenes", "the claims once more, with other users of the buffer and two threads of the exporter"),
            Map.entry("same", "two designs have the same graph in a scene where nobody revokes, except for the difference"
                    + " that is named"),
            Map.entry("fairness", "each assumption of fairness is needed: without it the claim is refuted"),
            Map.entry("oracle", "the oracle and TLC agree on random histories, and the oracle's seeded bugs are caught"),
            Map.entry("spec mutants", "the spec with a piece left out: a claim or a rule fails"),
            Map.entry("satellites", "the small modules for bugs outside the protocol"),
            Map.entry("techniques", "impl checked against the spec: every edge, random chains, schedules, faults, real memory"),
            Map.entry("mutants", "known faults of impl: each is caught by a technique"),
            Map.entry("cuts", "impl with a guard, a lock, a wait or a write left out: a technique or a unit test fails"),
            Map.entry("canaries", "each technique catches alone the fault that it must catch"),
            Map.entry("litmus", "racing calls: every outcome that the spec allows, and the condition of each test"),
            Map.entry("jcstress", "the litmus tests on real cores: no outcome occurs that the spec forbids"),
            Map.entry("manifest", "the file of expectations names what there is, and nothing else"),
            Map.entry("proof", "the claims for any number of importers, programs and threads, proved by a solver"),
            Map.entry("pages", "the pages of ./revoke site: the map that they show, and whether a browser is here to open them"),
            Map.entry("linux", "an unchanged Linux taken along the edges of the graph, step by step"),
            Map.entry("linux mutants", "kernels that are wrong on purpose: each is seen to differ"),
            Map.entry("litmus schedules", "litmus tests under a controlled scheduler: no outcome occurs that the spec forbids"),
            Map.entry("nightly", "what takes longer: claims in large scenes, and comparisons of designs"),
            Map.entry("inductive", "the invariant is kept by every step from every state that it allows, and implies the claims"),
            Map.entry("liveness by TLC", "TLC itself decides what the search for a fair behaviour has decided"),
            Map.entry("configurations", "the configurations beside the modules give the verdicts that their comments state"),
            Map.entry("run", "runs of TLC that did not end as they should"));

    private Sentences() {}

    /** The sentence of a group; empty if the group has none. */
    public static String of(final String group) {
        return OF.getOrDefault(group, "");
    }
}
