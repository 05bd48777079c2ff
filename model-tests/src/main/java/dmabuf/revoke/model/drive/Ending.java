// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.impl.PinnedImporter;
import java.util.Map;

/**
 * Completes all calls on a buffer: releases the threads, and makes the steps that they may wait for. Jobs end, workers unmap,
 * locks are released.
 */
final class Ending {
    private final Scene scene;
    private final Map<String, Actor> actors;

    /** @param actors by process; no gate holds them any more */
    Ending(final Scene scene, final Map<String, Actor> actors) {
        this.scene = scene;
        this.actors = actors;
    }

    boolean isOver() {
        return actors.values().stream().allMatch(a -> a.at() == Subject.At.IDLE);
    }

    /** Does what can be done now. The caller repeats it until all calls are over. */
    void help() {
        scene.importers().forEach((name, i) -> {
            if (i.jobRuns()) {
                i.job().signal();
            }
            call("worker:" + name, i.isDeferred(), "unmap");
            call("driver:" + name, i instanceof PinnedImporter && holdsLock(name), "unlock");
        });
        scene.programs().forEach((name, p) -> {
            if (p.fencePending()) {
                p.fence().signal();
            }
            call("cpu:" + name, p.isVmapped(), "vunmap");
        });
        for (final Actor a : actors.values()) {
            if (a.at() == Subject.At.GATE) {
                a.go();
            } else if (a.at() == Subject.At.RETURNED) {
                a.over();
            }
        }
    }

    private boolean holdsLock(final String importer) {
        return scene.exporter().buffer().resv().lock().owner() == actors.get("driver:" + importer);
    }

    private void call(final String process, final boolean needed, final String op) {
        final Actor a = actors.get(process);
        if (needed && a != null && a.at() == Subject.At.IDLE) {
            a.begin(op, "-", () -> scene.call(process, op, "-"));
        }
    }
}
