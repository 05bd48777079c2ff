// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The canary of jcstress: one litmus test, run against a mutant of impl, must show an outcome that the spec does not allow.
 *
 * <p>The mutant is a race: alone, each of its threads does what impl does. So a run that shows the outcome proves that two
 * threads raced, and that the outcome was compared with the table. A mutant that hangs or throws proves neither, and is not
 * caught.
 */
public final class Canary {
    public static final String MUTANT = "map-tests-the-flag-before-the-lock";
    private static final String TEST = "use-against-revoke";

    /** In seconds. jcstress itself waits half a minute for threads that hang. */
    private static final long LONGEST = 60;

    /** As in all other runs, except for the duration of a second. */
    private static final List<String> OPTIONS = JcstressRun.options(8, 130);

    /** While other work keeps the cores busy, threads seldom race; one attempt in three must succeed. */
    private static final int ROUNDS = 3;

    private final Mutant mutant;
    private final Path folder;
    private final int rounds;
    private final long longest;

    /**
     * @param home of the project
     * @param folder for all files, which replace those of an earlier run
     */
    public Canary(final Path home, final Path folder) {
        this(Mutant.named(home, MUTANT), folder, ROUNDS, LONGEST);
    }

    Canary(final Mutant mutant, final Path folder, final int rounds, final long longest) {
        this.mutant = mutant;
        this.folder = folder;
        this.rounds = rounds;
        this.longest = longest;
    }

    /**
     * Runs it.
     *
     * @param tests which include the canary's
     */
    public Check check(final List<Outcomes> tests) throws InterruptedException {
        final String again = "./revoke verify";
        final Optional<Outcomes> test = tests.stream().filter(o -> o.litmus().name().equals(TEST)).findFirst();
        if (test.isEmpty()) {
            return Check.undecided("canaries", "jcstress", "there is no litmus test " + TEST, again);
        }
        try {
            final JcstressRun run = new JcstressRun(
                    folder, List.of(mutant.build(folder.resolve("mutant"))), OPTIONS, Configuration.TWO.subList(0, 1),
                    longest, s -> {});
            Sampling found = run.run(List.of(test.get())).get(0);
            for (int round = 1; round < rounds && found.ok(); round++) {
                found = run.run(List.of(test.get())).get(0);
            }
            final boolean caught = !found.forbidden().isEmpty();
            return Check.of(
                    "canaries", "jcstress", caught,
                    (caught ? "catches " : "does not catch ") + mutant.name() + ": "
                            + found.toString().replaceAll(" +", " "),
                    again);
        } catch (Undecided u) {
            return Check.undecided("canaries", "jcstress", u.getMessage(), again);
        }
    }
}
