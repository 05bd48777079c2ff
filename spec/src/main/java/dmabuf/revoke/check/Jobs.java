package dmabuf.revoke.check;

import dmabuf.revoke.tlc.Undecided;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Things to be done that do not depend on each other: two at a time, in the order in which they were added. */
final class Jobs {
    interface Job {
        void run() throws Undecided, InterruptedException;
    }

    private final Map<String, Callable<Void>> jobs = new LinkedHashMap<>();

    void add(final String name, final Job job) {
        jobs.put(name, () -> {
            job.run();
            return null;
        });
    }

    /** Does all; says which could not be decided. An interrupt ends what is under way. */
    Map<String, Undecided> run() throws InterruptedException {
        final Map<String, Undecided> undecided = new LinkedHashMap<>();
        final ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            final Map<String, Future<Void>> running = new LinkedHashMap<>();
            jobs.forEach((name, job) -> running.put(name, two.submit(job)));
            for (final Map.Entry<String, Future<Void>> r : running.entrySet()) {
                try {
                    r.getValue().get();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof Undecided u)) {
                        throw new IllegalStateException(r.getKey(), e.getCause());
                    }
                    undecided.put(r.getKey(), u);
                }
            }
        } finally {
            two.shutdownNow();
        }
        return undecided;
    }
}
