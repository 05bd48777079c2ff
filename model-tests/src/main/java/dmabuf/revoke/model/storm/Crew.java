// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** One thread of a storm, and the processes that it runs. */
final class Crew implements Runnable {
    /** How often it looks for something to do before it waits to be woken. */
    private static final int LOOKS = 5;

    private static final long NANOS = 5_000;

    /** How often those whom it serves leave it something to do, at most: a job, an unmap, a few fences. */
    private static final int LEFT = 10_000;

    private final StormRound round;
    private final List<Role> roles;
    private final boolean serves;
    final Bell bell = new Bell();
    final Seat seat;
    Thread thread;

    /** @param serves whether others wait for it: then it waits to be woken, and ends after all others */
    Crew(final StormRound round, final List<Role> roles, final boolean serves, final long seed) {
        this.round = round;
        this.roles = roles;
        this.serves = serves;
        this.seat = new Seat(seed);
    }

    boolean serves() {
        return serves;
    }

    String name() {
        return String.join("+", roles.stream().map(Role::process).toList());
    }

    @Override
    public void run() {
        seat.take();
        try {
            seat.log.back();
            int idle = 0;
            int left = 0;
            while (true) {
                bell.hear();
                final boolean over = serves ? round.isServed() : round.ends();
                if (turn()) {
                    idle = 0;
                    left += over && serves ? 1 : 0;
                    if (left > LEFT) {
                        round.wrong(name() + " goes on although nobody is left whom it serves");
                        return;
                    }
                    breathe();
                } else if (over && roles.stream().allMatch(Role::isDone)) {
                    return;
                } else {
                    seat.log.away();
                    rest(idle++);
                    seat.log.back();
                }
            }
        } catch (RuntimeException | Error e) {
            round.wrong(name() + " threw " + e + at(e));
        } finally {
            seat.log.cancel();
            seat.log.end();
        }
    }

    private boolean turn() {
        boolean did = false;
        for (final Role r : roles) {
            did |= r.turn(seat);
        }
        return did;
    }

    /** Pauses, unless another thread waits for it. */
    private void breathe() {
        if (roles.stream().noneMatch(Role::isAwaited)) {
            round.weather().breathe(seat);
        }
    }

    private void rest(final int idle) {
        if (serves && idle >= LOOKS) {
            bell.await();
        } else {
            LockSupport.parkNanos(NANOS);
        }
    }

    private static String at(final Throwable t) {
        return t.getStackTrace().length == 0 ? "" : " at " + t.getStackTrace()[0];
    }
}
