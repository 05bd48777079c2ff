// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.tlc.Violated;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs jobs, two at a time, each after those that it needs. Of the jobs that can run, it takes first the one with the
 * longest critical path: its own time and that of the jobs that wait for it. A job that needs both cores runs alone, after
 * all others.
 *
 * <p>A job with a key is skipped if an earlier run has decided its checks under that key. Checks are kept if all of them
 * are as expected, and if the key at the end of the job is the same as at the beginning of the run. So a job runs again if
 * its checks differ or were undecided, or if a file has changed meanwhile. The checks are returned in the order in which
 * the jobs were added.
 *
 * <p>Locks: the fields are guarded by this object's monitor while {@link #run} runs.
 */
public final class Jobs {
    /** The work of a job. */
    public interface Work {
        List<Check> run() throws Undecided, InterruptedException;
    }

    /** The key of a result: a digest of all that it depends on, computed at the time of the call. */
    public interface Key {
        Digest compute() throws Undecided;
    }

    /**
     * One job.
     *
     * @param group of the checks, if the job fails
     * @param name unique among all jobs
     * @param seconds about how long it takes on a quiet core; used only for the order
     * @param after the names of jobs that must end before; unknown names are ignored
     * @param alone whether no other job may run at the same time
     * @param key of what its result depends on; null if the result is never kept
     * @param again the command that repeats it
     */
    public record Job(
            String group, String name, int seconds, Set<String> after, boolean alone, Key key, String again, Work work) {
        public static Job of(final String group, final String name, final int seconds, final Work work) {
            return new Job(group, name, seconds, Set.of(), false, null, "./revoke verify", work);
        }

        public Job after(final Set<String> others) {
            return new Job(group, name, seconds, Set.copyOf(others), alone, key, again, work);
        }

        public Job onItsOwn() {
            return new Job(group, name, seconds, after, true, key, again, work);
        }

        public Job keyed(final Key to) {
            return new Job(group, name, seconds, after, alone, to, again, work);
        }

        public Job again(final String command) {
            return new Job(group, name, seconds, after, alone, key, command, work);
        }
    }

    /** Work that is done for its effects and returns no checks, unless it fails. */
    public interface Action {
        void run() throws Undecided, InterruptedException;
    }

    /** The group of the checks of actions that failed. */
    public static final String RUN = "run";

    private static final int LANES = 2;

    private final KeptChecks kept;
    private final Consumer<String> progress;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final List<Job> waiting = new ArrayList<>();
    private final Set<String> unfinished = new HashSet<>();
    private final Map<String, List<Check>> found = Collections.synchronizedMap(new LinkedHashMap<>());

    /**
     * @param shop which has the results of earlier runs
     * @param progress receives a line for each job that has ended
     */
    public Jobs(final Workshop shop, final Consumer<String> progress) {
        this(shop.kept(), shop::forget, progress);
    }

    /** @param forget causes keys to be computed from the present content of the files */
    Jobs(final Kept kept, final Runnable forget, final Consumer<String> progress) {
        this.kept = new KeptChecks(kept, forget, progress);
        this.progress = progress;
    }

    public void add(final Job job) {
        if (jobs.put(job.name(), job) != null) {
            throw new IllegalArgumentException("two jobs are called " + job.name());
        }
    }

    /** Adds work that is done for its effects. */
    public void add(final String name, final int seconds, final Action action) {
        add(Job.of(RUN, name, seconds, () -> {
            action.run();
            return List.of();
        }));
    }

    /** {@return the jobs, in the order in which they were added} */
    public List<Job> all() {
        return List.copyOf(jobs.values());
    }

    /** Runs all jobs and returns their checks. An interrupt ends the jobs that run. */
    public List<Check> run() throws InterruptedException {
        final List<Job> alone = new ArrayList<>();
        for (final Job j : jobs.values()) {
            final Optional<List<Check>> earlier = kept.find(j);
            if (earlier.isPresent()) {
                found.put(j.name(), earlier.get());
            } else {
                (j.alone() ? alone : waiting).add(j);
                unfinished.add(j.name());
            }
        }
        waiting.sort(Comparator.comparingInt((Job j) -> ahead(j, Set.of())).reversed());
        final ExecutorService lanes = Executors.newFixedThreadPool(LANES);
        try {
            final List<Future<?>> busy = new ArrayList<>();
            for (int n = 0; n < LANES; n++) {
                busy.add(lanes.submit((java.util.concurrent.Callable<Void>) this::lane));
            }
            for (final Future<?> f : busy) {
                f.get();
            }
            for (final Job j : alone) {
                decide(j);
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException i) {
                throw i;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            lanes.shutdownNow();
        }
        final List<Check> checks = new ArrayList<>();
        jobs.keySet().forEach(n -> checks.addAll(found.get(n)));
        return checks;
    }

    /**
     * The length of the critical path that begins with this job.
     *
     * @param before the jobs on the path before it
     */
    private int ahead(final Job job, final Set<String> before) {
        if (before.contains(job.name())) {
            throw new IllegalStateException("jobs wait for each other: " + before);
        }
        final Set<String> way = new HashSet<>(before);
        way.add(job.name());
        return job.seconds() + waiting.stream()
                .filter(j -> j.after().contains(job.name()))
                .mapToInt(j -> ahead(j, way))
                .max()
                .orElse(0);
    }

    private Void lane() throws InterruptedException {
        for (Job j = next(); j != null; j = next()) {
            decide(j);
        }
        return null;
    }

    /** Waits for the longest job that can run now; null if none is left. */
    private synchronized Job next() throws InterruptedException {
        while (!waiting.isEmpty()) {
            for (final Job j : waiting) {
                if (j.after().stream().noneMatch(unfinished::contains)) {
                    waiting.remove(j);
                    return j;
                }
            }
            if (waiting.size() == unfinishedHere()) {
                throw new IllegalStateException("waiting for a job that is done alone: " + waiting.stream().map(Job::name).toList());
            }
            wait();
        }
        return null;
    }

    /** How many jobs, other than those that run alone, have not ended yet. */
    private int unfinishedHere() {
        return (int) jobs.values().stream().filter(j -> !j.alone() && unfinished.contains(j.name())).count();
    }

    private void decide(final Job j) throws InterruptedException {
        final long start = System.nanoTime();
        List<Check> checks;
        try {
            checks = j.work().run();
            if (!checks.isEmpty() && checks.stream().allMatch(Check::ok)) {
                kept.keep(j, checks);
            }
        } catch (Violated v) {
            checks = List.of(Check.of(j.group(), j.name(), false, v.getMessage(), j.again()));
        } catch (Undecided u) {
            checks = List.of(Check.undecided(j.group(), j.name(), u.getMessage(), j.again()));
        } catch (OutOfMemoryError e) {
            checks = List.of(Check.undecided(j.group(), j.name(), Undecided.of(e).getMessage(), j.again()));
        } catch (RuntimeException | Error e) {
            e.printStackTrace();
            checks = List.of(Check.undecided(j.group(), j.name(), "an internal error: " + e, j.again()));
        } finally {
            synchronized (this) {
                unfinished.remove(j.name());
                notifyAll();
            }
        }
        final double seconds = (System.nanoTime() - start) / 1e9;
        final int many = Math.max(1, checks.size());
        found.put(j.name(), checks.stream().map(c -> c.took(seconds / many)).toList());
        progress.accept(String.format("= %-30s %35.1f s", j.name(), seconds));
    }
}
