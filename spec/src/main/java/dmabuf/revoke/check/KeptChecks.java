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
 * The checks of jobs, kept under the keys that the jobs have when a run begins. When a job ends, its key is computed again.
 * If it differs, a file has changed meanwhile, and the checks belong to neither key.
 */
final class KeptChecks {
    private final Kept kept;
    private final Runnable forget;
    private final Consumer<String> progress;
    private final Map<String, String> begun = new ConcurrentHashMap<>();

    /**
     * @param forget causes keys to be computed from the present content of the files
     * @param progress receives a line for what was reused, and for what is not kept
     */
    KeptChecks(final Kept kept, final Runnable forget, final Consumer<String> progress) {
        this.kept = kept;
        this.forget = forget;
        this.progress = progress;
    }

    /** The checks that an earlier run has decided under the present key of a job. */
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

    /** Keeps the checks of a job that has ended, if its key has not changed since the beginning. */
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

    /** The key of a job; empty if it has none, or if a file that it depends on cannot be read. */
    private String key(final Jobs.Job j) {
        try {
            return j.key() == null ? "" : j.key().compute().hex();
        } catch (Undecided u) {
            progress.accept(j.name() + " is not kept: " + u.getMessage());
            return "";
        }
    }
}
