// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.PinnedImporter;
import java.util.List;
import java.util.Set;

/** An importer's driver thread: makes any call at any time that is no misuse; when the round ends, it releases what it holds. */
final class DriverRole extends Role {
    /** The releasing calls. It prefers the others: otherwise it would seldom get as far as a job. */
    private static final Set<String> LETS_GO = Set.of("unmap", "unlock", "unpin", "detach");

    /** How often it looks for a call that does not release; there may be none. */
    private static final int LOOKS = 3;

    private final Importer importer;
    private final boolean pins;

    DriverRole(final StormRound round, final String process, final List<Call> calls, final Importer importer) {
        super(round, process, calls);
        this.importer = importer;
        this.pins = importer instanceof PinnedImporter;
    }

    private boolean holds() {
        return pins && importer.buffer().resv().lock().isHeld();
    }

    private boolean isMapped() {
        final Attachment a = importer.attachment();
        return a != null && a.isMapped();
    }

    @Override
    boolean turn(final Seat seat) {
        if (round.ends()) {
            return letGo(seat);
        }
        if (!holds()) {
            round.holdBack(seat);
        } else if (round.judgeIsBehind()) {
            return make(call("unlock"), seat) != null;
        }
        Call c = choose(seat);
        final boolean awaited = isAwaited();
        for (int n = seat.random.nextInt(LOOKS); n > 0 && c != null && LETS_GO.contains(c.op()) && !awaited; n--) {
            c = choose(seat);
        }
        // Its device may be the one that waits, and could not end the job meanwhile.
        if (c != null && c.op().equals("submit") && awaited && !round.steer().wants(c)) {
            return false;
        }
        return c != null && make(c, seat) != null;
    }

    @Override
    boolean may(final Call c) {
        final Attachment a = importer.attachment();
        if (a == null || c.op().equals("attach")) {
            return a == null && c.op().equals("attach");
        }
        final boolean holds = holds();
        final boolean mayUse = !pins || holds;
        return switch (c.op()) {
            case "detach" -> !holds && !a.isMapped() && !a.isPinned() && !importer.isDeferred();
            case "map" -> !a.isMapped() && mayUse && (!pins || a.isPinned() || importer.isDead());
            case "unmap" -> a.isMapped() && mayUse && !importer.jobRuns();
            case "submit" -> a.isMapped() && mayUse && !importer.jobRuns() && importer.hasFences();
            case "lock" -> !holds && (!importer.isDead() || a.isMapped() || a.isPinned());
            case "unlock" -> holds;
            case "pin" -> holds && !a.isPinned() && !importer.isDead();
            case "unpin" -> holds && a.isPinned() && !a.isMapped();
            default -> false;
        };
    }

    /** Releases the lock and the mapping, so that nobody has to wait for this driver. {@return whether it did anything} */
    private boolean letGo(final Seat seat) {
        if (isMapped() && importer.jobRuns() && !holds()) {
            return awaitJob(seat);
        }
        if (isMapped() && !importer.jobRuns()) {
            return make(call(pins && !holds() ? "lock" : "unmap"), seat) == Errno.OK;
        }
        return holds() && make(call("unlock"), seat) == Errno.OK;
    }

    private boolean awaitJob(final Seat seat) {
        seat.log.away();
        importer.job().awaitUninterruptibly();
        seat.log.back();
        return true;
    }

    @Override
    boolean isDone() {
        return !isMapped() && !holds();
    }
}
