// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.fault;

import dmabuf.revoke.model.drive.Failures;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.model.watch.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Disturbs every call of impl at each place where it calls its probe or programs the hardware: once by an exception, once by an
 * interrupt, and at its first gate by another thread that makes the same call. Afterwards the call must have had its whole effect
 * or none, and not twice; all locks must be as after an undisturbed call; and the exception must have come out of it.
 */
final class AllOrNothing {
    /** Brings a setting to a state in which the call can be made. {@return the call} */
    private interface Situation {
        Body in(Setting s) throws Exception;
    }

    interface Body {
        void run() throws Exception;
    }

    /** The one call that returns with the lock held, so no other thread can overtake it and let it go on. */
    private static final String KEEPS_THE_LOCK = "lock";

    /** Calls that only take or release a lock: if one throws, the lock must be free. */
    private static final Set<String> LOCK_ALONE = Set.of("lock", "unlock");

    /**
     * Calls that may be made twice, because the second finds nothing to do and returns: an exporter's, a touch, an unmap that may
     * come after the worker's.
     */
    private static final Set<String> ONCE = Set.of("revoke", "close", "restore", "touch", "unmap");

    /**
     * A factor for the length of the longest call: that is known for one importer and one buffer; here a call has five and two,
     * or is one of several.
     */
    private static final int MANY = 8;

    private final Progress progress;
    private final int longest;
    private final List<String> wrong = new ArrayList<>();
    private int disturbed;
    /** Written by a thread that has ended when this is read. */
    private Throwable overtakerThrew;

    /** @param longest how many steps the longest call takes */
    AllOrNothing(final Progress progress, final int longest) {
        this.progress = progress;
        this.longest = longest * MANY;
    }

    /** How many times a call was disturbed. */
    int disturbed() {
        return disturbed;
    }

    /** {@return what went wrong} */
    List<String> all() throws Exception {
        final Map<String, Situation> situations = situations();
        for (final Map.Entry<String, Situation> s : situations.entrySet()) {
            if (Failures.shrink() || wrong.isEmpty()) {
                disturb(s.getKey(), s.getValue());
            }
        }
        return wrong;
    }

    private void disturb(final String name, final Situation situation) throws Exception {
        final Setting plain = new Setting(progress);
        final Body call = prepared(name, situation, plain);
        final String before = plain.state();
        plain.disturbance.count();
        watched(name, call);
        final int places = plain.disturbance.places();
        final String after = plain.state();
        if (places == 0 || before.equals(after)) {
            wrong.add(name + ": " + (places == 0 ? "no probe is called" : "it changes nothing") + ", so this shows nothing");
        }
        for (int n = 1; n <= places; n++) {
            once(name, situation, Disturbance.Kind.THROW, n, before, after);
            once(name, situation, Disturbance.Kind.THROW_ON, n, before, after);
            once(name, situation, Disturbance.Kind.END, n, before, after);
            once(name, situation, Disturbance.Kind.INTERRUPT, n, before, after);
        }
        if (plain.disturbance.beginsAtAGate() && !name.equals(KEEPS_THE_LOCK)) {
            once(name, situation, Disturbance.Kind.OVERTAKE, 1, before, after);
        }
    }

    private void once(
            final String name, final Situation situation, final Disturbance.Kind kind, final int n, final String before,
            final String after) throws Exception {
        disturbed++;
        final Setting s = new Setting(progress);
        final Body call = prepared(name, situation, s);
        final boolean keeps = s.locked() && !LOCK_ALONE.contains(name);
        s.disturbance.arm(kind, n, () -> other(call));
        Throwable thrown = null;
        try {
            watched(name, call);
        } catch (Exception | Error e) {
            thrown = e;
        }
        s.disturbance.disarm();
        final boolean interrupted = Thread.interrupted();
        final String now = s.state();
        final String what = name + ", " + s.disturbance.text() + ": ";
        if (kind != Disturbance.Kind.END && !now.equals(before) && !now.equals(after)) {
            wrong.add(what + "half-done: " + now + "\n  before: " + before + "\n  after:  " + after);
        }
        switch (kind) {
            case END -> {
                if (s.locked() && !keeps) {
                    wrong.add(what + "a lock is kept: " + now);
                }
                if (!s.disturbance.caused(thrown)) {
                    wrong.add(what + (thrown == null ? "the error is lost" : "threw " + thrown));
                }
            }
            case THROW, THROW_ON -> {
                if (LOCK_ALONE.contains(name) && s.exporter.buffer().resv().lock().owner() != null) {
                    wrong.add(what + "the lock is kept");
                }
                if (!s.disturbance.caused(thrown)) {
                    wrong.add(what + (thrown == null ? "the exception is lost" : "threw " + thrown));
                }
            }
            case INTERRUPT -> {
                if ((thrown == null) != interrupted) {
                    wrong.add(what + (interrupted ? "interrupted, and it threw " + thrown : "the interrupt is lost"));
                } else if (!now.equals(thrown instanceof InterruptedException ? before : after)) {
                    wrong.add(what + "after " + thrown + " the state is " + now);
                }
            }
            case OVERTAKE -> overtaken(name, what, thrown, now.equals(after), s);
        }
    }

    private Body prepared(final String name, final Situation situation, final Setting s) throws Exception {
        final Body[] call = new Body[1];
        watched("what comes before " + name, () -> call[0] = situation.in(s));
        return call[0];
    }

    private void watched(final String name, final Body call) throws Exception {
        progress.begins(name, longest);
        try {
            call.run();
        } finally {
            progress.returned();
        }
    }

    /** The second of two calls that need the same state must be misuse, or find nothing to do; both must not have an effect. */
    private void overtaken(final String name, final String what, final Throwable thrown, final boolean after, final Setting s) {
        if (!after || !isMisuse(thrown) || !isMisuse(overtakerThrew)) {
            wrong.add(what + "the state is " + s.state() + "; threw " + thrown + " and " + overtakerThrew);
        } else if ((thrown == null) == (overtakerThrew == null) && !ONCE.contains(name)) {
            wrong.add(what + (thrown == null ? "both" : "none") + " had its effect");
        }
    }

    private static boolean isMisuse(final Throwable thrown) {
        return thrown == null || thrown instanceof MisuseException;
    }

    /** Makes the call in another thread and waits for its end. */
    private void other(final Body call) {
        final Thread t = new Thread(() -> {
            try {
                watched("the same call", call);
                overtakerThrew = null;
            } catch (Exception | Error e) {
                overtakerThrew = e;
            }
        });
        t.start();
        boolean interrupted = false;
        while (t.isAlive()) {
            try {
                t.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Map<String, Situation> situations() {
        final Map<String, Situation> all = new TreeMap<>();
        all.put("revoke", s -> {
            s.everybodyMaps();
            return s.exporter::revoke;
        });
        all.put("close", s -> {
            s.everybodyMaps();
            return s.exporter::close;
        });
        all.put("restore", s -> {
            s.everybodyMaps();
            s.exporter.revoke();
            return s.exporter::restore;
        });
        all.put("Device.revoke", s -> {
            s.everybodyMaps();
            return s.device::revoke;
        });
        all.put("Device.restore", s -> {
            s.everybodyMaps();
            s.device.revoke();
            return s.device::restore;
        });
        all.put("Device.close", s -> {
            s.everybodyMaps();
            return s.device::close;
        });
        all.put("attach", s -> s.dynamic::attach);
        all.put("detach", s -> {
            s.dynamic.attach();
            return s.dynamic::detach;
        });
        all.put("map", s -> {
            s.dynamic.attach();
            return s.dynamic::map;
        });
        all.put("map that waits", s -> {
            s.odp.attach();
            return s.odp::map;
        });
        all.put("unmap", s -> {
            s.dynamic.attach();
            s.dynamic.map();
            s.disturbance.alsoInUnmap();
            return s.dynamic::unmap;
        });
        all.put("submit", s -> {
            s.dynamic.attach();
            s.dynamic.map();
            return () -> s.dynamic.submit(Usage.WRITE);
        });
        all.put("signal", s -> {
            s.dynamic.attach();
            s.dynamic.map();
            s.dynamic.submit(Usage.WRITE);
            return s.dynamic::signal;
        });
        all.put("work", s -> {
            s.dynamic.attach();
            s.dynamic.map();
            s.tell();
            s.disturbance.alsoInUnmap();
            return s.dynamic::work;
        });
        all.put("lock", s -> {
            s.revocable.attach();
            return s.revocable::lock;
        });
        all.put("unlock", s -> {
            s.revocable.attach();
            s.revocable.lock();
            return s.revocable::unlock;
        });
        all.put("pin", s -> {
            s.revocable.attach();
            s.revocable.lock();
            return s.revocable::pin;
        });
        all.put("unpin", s -> {
            s.revocable.attach();
            s.revocable.lock();
            s.revocable.pin();
            return s.revocable::unpin;
        });
        all.put("mmap", s -> s.program::mmap);
        all.put("munmap", s -> {
            s.program.mmap();
            return s.program::munmap;
        });
        all.put("touch", s -> {
            s.program.mmap();
            return s.program::touch;
        });
        all.put("vmap", s -> s.program::vmap);
        all.put("vunmap", s -> {
            s.program.vmap();
            return s.program::vunmap;
        });
        all.put("begin", s -> () -> s.program.begin(true));
        all.put("end", s -> {
            s.program.begin(true);
            return s.program::end;
        });
        all.put("import", s -> () -> s.program.importFence(Usage.READ));
        all.put("signal of an imported fence", s -> {
            s.program.importFence(Usage.READ);
            return s.program::signal;
        });
        return all;
    }
}
