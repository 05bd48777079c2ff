package dmabuf.revoke.model.mutant;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Hunts the known faults of impl: each must be caught by a technique, and each technique must catch its canary.
 *
 * <p>The classes of a {@link Mutant} stand first on the class path of a JVM of its own, in which a technique runs. One
 * that cannot be built is a failure: it shows nothing any more.
 */
public final class Mutants {
    /** The group of the checks of mutants. */
    public static final String GROUP = "mutants";

    /** The group of the checks of canaries. */
    public static final String CANARIES_GROUP = "canaries";

    /** The mutant by which a technique shows that it can fail. */
    static final Map<String, String> CANARIES =
            Map.of(
                    "replay", "flag-after-the-broadcast",
                    "faults", "lock-leaked-when-a-callback-throws",
                    "dma", "iommu-does-not-wait",
                    "properties", "no-fence-wait",
                    "schedules", "completion-before-the-count-drops");

    /** A technique that hangs says so by itself, long before. */
    private static final Limit LIMIT = Limit.minutes(20);

    private final Path home;
    private final long seed;

    /** @param home of the project */
    public Mutants(final Path home, final long seed) {
        this.home = home;
        this.seed = seed;
    }

    /** Hunts every mutant, two at a time; what a canary's hunt found says whether its technique can fail. */
    public List<Check> run() throws Undecided, InterruptedException {
        final List<Mutant> mutants = Mutant.all(home);
        final List<Callable<Hunt>> hunts = new ArrayList<>();
        mutants.forEach(m -> hunts.add(() -> hunt(m)));
        final Map<String, Hunt> done = new LinkedHashMap<>();
        final ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (final Future<Hunt> f : two.invokeAll(hunts)) {
                final Hunt h = f.get();
                done.put(h.check.name(), h);
            }
        } catch (ExecutionException e) {
            throw new Undecided("mutants: " + e.getCause());
        } finally {
            two.shutdownNow();
        }
        final List<Check> checks = new ArrayList<>();
        done.values().forEach(h -> checks.add(h.check));
        Techniques.all().forEach(t -> checks.add(canary(t.name(), done)));
        checks.forEach(c -> Tools.progress(String.format("%-9s %-36s %s", c.group(), c.name(), c.detail())));
        return checks;
    }

    /** @param by the technique that caught it; empty if none did */
    private record Hunt(Check check, String by) {}

    private static Check canary(final String technique, final Map<String, Hunt> done) {
        final String mutant = CANARIES.get(technique);
        final Hunt h = done.get(mutant);
        final boolean caught = h != null && h.by.equals(technique);
        return Check.of(
                CANARIES_GROUP, technique, caught,
                mutant == null ? "has no canary" : (caught ? "catches " : "does not catch ") + mutant,
                "./revoke mutants " + mutant);
    }

    /** Tries one technique after the other, until one catches it. */
    private Hunt hunt(final Mutant mutant) throws InterruptedException {
        final String again = "./revoke mutants " + mutant.name();
        try {
            final Path classes = mutant.build(place(mutant.name()));
            final StringBuilder tried = new StringBuilder();
            for (final String t : order(mutant)) {
                final long start = System.nanoTime();
                if (caught(mutant, classes, t)) {
                    return new Hunt(Check.of(GROUP, mutant.name(), true, String.format(
                            "caught by %s after %.1f s", t, (System.nanoTime() - start) / 1e9), again), t);
                }
                tried.append(tried.isEmpty() ? "" : ", ").append(t);
            }
            return new Hunt(Check.of(GROUP, mutant.name(), false, "caught by none of " + tried, again), "");
        } catch (Undecided u) {
            return new Hunt(Check.of(GROUP, mutant.name(), false, u.getMessage(), again), "");
        }
    }

    /** All techniques; first the one whose canary the mutant is, or that it names to save time. */
    private static List<String> order(final Mutant mutant) throws Undecided {
        final List<String> names = new ArrayList<>(Techniques.all().stream().map(Technique::name).toList());
        String first = mutant.tryFirst();
        for (final Map.Entry<String, String> canary : CANARIES.entrySet()) {
            first = canary.getValue().equals(mutant.name()) ? canary.getKey() : first;
        }
        if (!first.isEmpty()) {
            if (!names.remove(first)) {
                throw new Undecided(mutant.name() + ".patch names a technique that does not exist: " + first);
            }
            names.add(0, first);
        }
        return names;
    }

    /** One mutant, for people: what its hunt says. */
    public Check one(final String mutant) throws Undecided, InterruptedException {
        final List<String> names = Mutant.all(home).stream().map(Mutant::name).toList();
        if (!names.contains(mutant)) {
            throw new Undecided("no mutant is called " + mutant + "; there are " + String.join(", ", names));
        }
        return hunt(Mutant.named(home, mutant)).check;
    }

    private static Path place(final String name) {
        return Tools.target().resolve("mutants").resolve(name);
    }

    /** Runs a technique against the mutant, in a JVM of its own; its exit code says whether it disagrees. */
    private boolean caught(final Mutant mutant, final Path classes, final String technique)
            throws Undecided, InterruptedException {
        final Path log = classes.resolveSibling(technique + ".log");
        final List<String> command = new ArrayList<>(List.of(
                "-ea:dmabuf.revoke.impl...", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Drevoke.home=" + home,
                "-D" + Failures.SHRINK + "=false", "-D" + Failures.FOLDER + "=" + classes.resolveSibling("failures"), "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"), Main.class.getName(), "techniques",
                technique, "--seed", Long.toString(seed)));
        try {
            final int code = Child.java(command, log, LIMIT).run();
            if (code != 0 && code != 1) {
                throw new Undecided(technique + " against " + mutant.name() + " ended with " + code + "; its log is " + log);
            }
            return code == 1;
        } catch (HungChild h) {
            throw new Undecided(technique + " against " + mutant.name() + " " + h.getMessage());
        } catch (IOException e) {
            throw new Undecided("cannot run " + technique + " against " + mutant.name(), e);
        }
    }
}
