// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.impl.DmaBufFile;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A thread that polls the buffer and takes references to it, which are outside the spec's protocol. Each armed poll must be woken
 * once, and at the end the references must equal the users.
 */
final class Poller extends Role {
    private final DmaBuf buffer;
    private final AtomicLong woken = new AtomicLong();
    private long armed;
    private long polls;

    Poller(final StormRound round, final DmaBuf buffer) {
        super(round, "poll", List.of());
        this.buffer = buffer;
    }

    @Override
    boolean turn(final Seat seat) {
        if (round.ends()) {
            return false;
        }
        round.holdBack(seat);
        seat.log.away();
        round.progress().begins("poll", round.longest());
        try {
            if (buffer.file().tryGet()) {
                buffer.file().put();
            } else {
                round.wrong("the buffer is released, and its exporter is not");
            }
            if (buffer.file().poll(seat.random.nextBoolean(), woken::incrementAndGet) == DmaBufFile.Poll.WAKES) {
                armed++;
            }
            polls++;
        } catch (InterruptedException e) {
            seat.interrupts++;
        } finally {
            round.progress().returned();
            seat.log.back();
        }
        return false;
    }

    /** Checks the polls and the references after all fences have signalled. {@return the fault; empty if there is none} */
    String rests(final int users) {
        if (woken.get() != armed) {
            return armed + " polls were to be woken, and " + woken.get() + " were";
        }
        final int references = buffer.file().references();
        return references == 1 + users ? ""
                : "there are " + references + " references to the buffer at rest, and beside its exporter it has " + users + " users";
    }

    long polls() {
        return polls;
    }
}
