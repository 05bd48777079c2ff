// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.technique;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique;
import dmabuf.revoke.model.watch.Hung;
import dmabuf.revoke.model.watch.Limits;
import dmabuf.revoke.model.watch.Progress;
import dmabuf.revoke.model.watch.Watch;
import dmabuf.revoke.tlc.Undecided;
import java.util.concurrent.ExecutionException;

/**
 * A technique that ends even if impl does not: a hang is a verdict.
 *
 * @param limits of the patience of the threads that watch it
 */
record Watched(Technique technique, Limits limits) implements Technique {
    Watched(final Technique technique) {
        this(technique, Limits.USUAL);
    }

    @Override
    public String name() {
        return technique.name();
    }

    @Override
    public boolean takesSetTime() {
        return technique.takesSetTime();
    }

    @Override
    public Verdict run(final Graphs graphs, final long seed) throws Undecided, InterruptedException {
        final Progress progress = new Progress(limits);
        try {
            final Verdict v = Watch.run(name(), progress, () -> technique.run(graphs, seed));
            if (progress.hangs() == 0) {
                return v;
            }
            return Verdict.hung(v.summary(), v.failure().contains(progress.firstHang())
                    ? v.failure() : progress.firstHang() + (v.agrees() ? "\nand the technique went on" : "\n" + v.failure()));
        } catch (Hung h) {
            return Verdict.hung("no end after " + progress.steps() + " steps", h.getMessage());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Undecided u) {
                throw u;
            }
            if (e.getCause() instanceof RuntimeException r) {
                throw r;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(name() + " ended with " + e.getCause(), e);
        }
    }
}
