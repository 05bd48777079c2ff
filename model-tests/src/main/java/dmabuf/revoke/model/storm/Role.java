// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.MisuseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One process of a storm: decides which call it makes next. It runs on a thread that it may share with others. */
abstract class Role {
    final StormRound round;
    private final String process;
    private final Map<String, List<Call>> calls = new TreeMap<>();
    private final List<Call> all = new ArrayList<>();

    /**
     * @param process its name in the storm
     * @param calls that the graph has for it
     */
    Role(final StormRound round, final String process, final List<Call> calls) {
        this.round = round;
        this.process = process;
        calls.forEach(c -> this.calls.computeIfAbsent(c.op(), k -> new ArrayList<>()).add(c));
        all.addAll(calls);
    }

    String process() {
        return process;
    }

    /** Makes at most one call. {@return whether it did anything} */
    abstract boolean turn(Seat seat);

    /** Whether it has released everything that others wait for, so that the round may end. */
    boolean isDone() {
        return true;
    }

    /** Whether a call is no misuse, as far as the process itself can tell. */
    boolean may(final Call c) {
        return true;
    }

    /**
     * Chooses one of its calls: one that the storm is steered to, if there is one; else any call that it may make; now and then
     * one that may be misuse. Null if it may make none.
     */
    final Call choose(final Seat seat) {
        final int from = seat.random.nextInt(all.size());
        Call found = null;
        for (int n = 0; n < all.size(); n++) {
            final Call c = all.get((from + n) % all.size());
            if (may(c)) {
                if (round.steer().wants(c)) {
                    return c;
                }
                found = found == null ? c : found;
            }
        }
        return Weather.happens(seat, round.weather().misuse()) ? all.get(from) : found;
    }

    /** Whether another thread stays in a call until this process makes one of its own. */
    final boolean isAwaited() {
        return all.stream().anyMatch(round.steer()::wants);
    }

    /** Its first call of an operation. */
    final Call call(final String op) {
        return calls.get(op).get(0);
    }

    /** Makes a call, and logs the result. {@return the result; null if the call had no effect} */
    final Errno make(final Call c, final Seat seat) {
        final StormLog log = seat.log;
        final long begin = log.callStamp();
        log.stage(begin, c.call());
        seat.begins(c);
        final Object entered = round.steer().enter(c);
        round.progress().begins(c.event(), round.longest());
        Errno result = null;
        boolean refused = false;
        try {
            result = made(c, seat);
        } catch (MisuseException m) {
            refused = true;
        } catch (InterruptedException e) {
            seat.interrupts++;
        } catch (StormFault f) {
            seat.faults++;
            result = f.effect ? Errno.OK : null;
        } finally {
            round.progress().returned();
            seat.call = null;
        }
        round.steer().leave(c, entered);
        // Clears an interrupt that came between two calls.
        Thread.interrupted();
        if (result == null) {
            log.cancel();
        }
        if (result == null) {
            log.stage(begin, refused ? c.tried() : c.started());
            log.stage(System.nanoTime(), refused ? c.refused() : c.broken());
        } else {
            log.stage(System.nanoTime(), c.returns()[result.ordinal()]);
        }
        log.commit();
        round.mayInterrupt(seat);
        return result;
    }

    private static Errno made(final Call c, final Seat seat) throws InterruptedException {
        final Errno result = c.made().make();
        if (seat.thrown != null) {
            throw new IllegalStateException(c.event() + " came back, and what was thrown " + seat.thrown.getMessage() + " is lost");
        }
        return result;
    }
}
