// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import java.util.List;

/** A thread of the exporter: revokes and restores buffers, and now and then closes one. */
final class ExporterRole extends Role {
    /** One in so many calls closes a buffer, if nobody waits for a close. */
    private static final int CLOSE = 400;

    /**
     * The fraction of revokes that are made while a thread waits for another to come near: a revoke mostly undoes its progress.
     */
    private static final int RARELY = 16;

    ExporterRole(final StormRound round, final String process, final List<Call> calls) {
        super(round, process, calls);
    }

    @Override
    boolean turn(final Seat seat) {
        if (round.ends()) {
            return false;
        }
        round.holdBack(seat);
        Call c = choose(seat);
        // While a buffer is revoked, its importers get no further than to an attach that fails.
        if (c != null && c.op().equals("revoke") && round.exporter(c.buffer()).isRevoked() && !round.steer().wants(c)) {
            c = choose(seat);
        }
        if (c == null || c.op().equals("close") && !round.steer().wants(c) && seat.random.nextInt(CLOSE) > 0) {
            return false;
        }
        if (c.op().equals("revoke") && !round.steer().wants(c) && round.steer().isNear() && seat.random.nextInt(RARELY) > 0) {
            return false;
        }
        make(c, seat);
        // Gives the others some time between two operations.
        return seat.random.nextInt(4) > 0;
    }

    /** A second close is misuse; it is tried only now and then. */
    @Override
    boolean may(final Call c) {
        return !c.op().equals("close") || !round.exporter(c.buffer()).isClosed();
    }
}
