package dmabuf.revoke.stress.jcstress;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.stress.litmus.Outcomes;
import dmabuf.revoke.tlc.Undecided;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The canary of jcstress: one litmus test, run against a mutant of impl, must show an outcome that the spec does not allow.
 *
 * <p>The mutant is a race: alone, each of its threads does what impl does. So who sees the outcome has made two threads
 * meet, and has held what came of it against the table. A mutant that hangs or throws shows neither, and is not caught.
 */
public final class Canary {
    static final String MUTANT = "map-tests-the-flag-before-the-lock";
    private static final String TEST = "use-against-revoke";

    /** In seconds. jcstress itself waits half a minute for threads that hang. */
    private static final long LONGEST = 60;

    /** Where other work keeps the cores busy threads meet seldom; one time in three must do. */
    private static final int ROUNDS = 3;

    private final Mutant mutant;
    private final Path folder;
    private final int rounds;
    private final long longest;

    /**
     * @param home of the project
     * @param folder where all is left, in the place of what an earlier run left
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

    /** As all other runs, but with one configuration of the JVM, that which starts fastest, and for a second. */
    private static List<String> options() {
        final List<String> options = new ArrayList<>(JcstressRun.QUICK);
        options.set(options.indexOf("-iters") + 1, "8");
        options.addAll(List.of("-jvmArgs", "-XX:TieredStopAtLevel=1"));
        return options;
    }

    /**
     * Runs it.
     *
     * @param tests among which there is the one that it takes
     */
    public Check check(final Graph graph, final List<Outcomes> tests) throws InterruptedException {
        final String again = "./revoke verify";
        final Optional<Outcomes> test = tests.stream().filter(o -> o.litmus().name().equals(TEST)).findFirst();
        if (test.isEmpty()) {
            return Check.undecided("canaries", "jcstress", "there is no litmus test " + TEST, again);
        }
        try {
            final JcstressRun run = new JcstressRun(
                    folder, List.of(mutant.build(folder.resolve("mutant"))), options(), longest, s -> {});
            Sampling found = run.run(graph, List.of(test.get())).get(0);
            for (int round = 1; round < rounds && found.ok(); round++) {
                found = run.run(graph, List.of(test.get())).get(0);
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
