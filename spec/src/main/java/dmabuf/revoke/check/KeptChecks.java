// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.keep.Kept;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The checks of jobs, kept under the keys that the jobs have when a run begins. When a job has ended its key is computed again:
 * a file that was changed meanwhile may have been read before or after, so that its checks belong to neither key.
 */
final class KeptChecks {
    private final Kept kept;
    private final Runnable forget;
    private final Consumer<String> progress;
    private final Map<String, String> begun = new ConcurrentHashMap<>();

    /**
     * @param forget makes keys be computed from what the files are now
     * @param progress is told what was taken, and what is not kept
     */
    KeptChecks(final Kept kept, final Runnable forget, final Consumer<String> progress) {
        this.kept = kept;
        this.forget = forget;
        this.progress = progress;
    }

    /** What was decided before, by the key that a job has now, when the run begins. */
    Optional<List<Check>> find(final Jobs.Job j) {
        final String key = key(j);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        begun.put(j.name(), key);
        final Optional<List<Check>> earlier =
                kept.find(key).map(v -> Checks.read(v.text()).stream().map(c -> c.keptFrom(v.decided())).toList());
        earlier.ifPresent(c -> progress.accept(String.format("= %-30s %35s", j.name(), "kept from " + c.get(0).decidedText())));
        return earlier;
    }

    /** Keeps the checks of a job that has ended, if its key is still that of the beginning. */
    void keep(final Jobs.Job j, final List<Check> checks) {
        final String key = begun.get(j.name());
        if (key == null) {
            return;
        }
        forget.run();
        if (key.equals(key(j))) {
            kept.keep(key, Checks.text(checks));
        } else {
            progress.accept(j.name() + ": what it depends on was changed meanwhile, so it is not kept");
        }
    }

    /** Empty if it has none, or if what it depends on cannot be read. */
    private String key(final Jobs.Job j) {
        try {
            return j.key() == null ? "" : j.key().compute();
        } catch (Undecided u) {
            progress.accept(j.name() + " is not kept: " + u.getMessage());
            return "";
        }
    }
}
