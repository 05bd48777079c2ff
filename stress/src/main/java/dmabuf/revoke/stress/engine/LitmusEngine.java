// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.engine;

import dmabuf.revoke.stress.campaign.Engine;
import dmabuf.revoke.stress.campaign.Found;
import dmabuf.revoke.stress.campaign.Unit;
import dmabuf.revoke.stress.fork.HungRun;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs litmus tests, several in one JVM. If one of several hangs, each is run alone, to find which one it is. */
abstract class LitmusEngine implements Engine {
    /** For a single test half of the time is the start of JVMs; for this number of tests, a tenth. */
    private static final int TOGETHER = 8;

    private final String name;
    private final boolean repeats;
    private final Map<String, Outcomes> tests;
    private final List<Path> first;

    /**
     * @param name of the technique
     * @param repeats whether a run that hangs would hang in the same way again
     * @param tests by name
     * @param first on the class path: a mutant's classes
     */
    LitmusEngine(final String name, final boolean repeats, final Map<String, Outcomes> tests, final List<Path> first) {
        this.name = name;
        this.repeats = repeats;
        this.tests = tests;
        this.first = first;
    }

    /** Runs some tests in one JVM, or in a few. */
    abstract Map<Unit, Found> together(List<Unit> units, Slice slice) throws Undecided, InterruptedException;

    @Override
    public final int together() {
        return TOGETHER;
    }

    @Override
    public final Found run(final Unit unit, final Slice slice) throws Undecided, InterruptedException {
        try {
            return together(List.of(unit), slice).get(unit);
        } catch (HungRun h) {
            return new Found(0, Map.of(), List.of(failure(unit, slice, "HUNG", h.getMessage())), repeats);
        }
    }

    @Override
    public final Map<Unit, Found> run(final List<Unit> units, final Slice slice) throws Undecided, InterruptedException {
        try {
            return together(units, slice);
        } catch (HungRun h) {
            return Engine.super.run(units, slice);
        }
    }

    final Outcomes test(final Unit unit) {
        return tests.get(unit.test());
    }

    final List<Path> first() {
        return first;
    }

    /** @param signature by which a report merges failures */
    final Found.Failure failure(final Unit unit, final Slice slice, final String signature, final String what) {
        return new Found.Failure(
                name + " " + unit.test() + ": " + signature, what.lines().findFirst().orElse("").replaceAll("\\s+", " ").strip(),
                new FailureFile(unit, slice.seed(), slice.seconds(), slice.number(), what, FailureFile.text(test(unit).litmus())).text());
    }
}
