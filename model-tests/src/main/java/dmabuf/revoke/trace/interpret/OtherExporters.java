// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Exporter;
import dmabuf.revoke.trace.read.Keys;

/** The calls of exporters that name no device: the affected buffers are known when the call takes their locks. */
final class OtherExporters {
    private static final String MOCK = "iommufd";
    private static final int TEST_REVOKES = 23;

    private final World world;
    private final Exporting exporting;

    OtherExporters(final World world, final Exporting exporting) {
        this.world = world;
        this.exporting = exporting;
    }

    /** The iommufd self test revokes or restores one buffer, which is known when the call takes its lock. */
    void testCalled(final Task t) {
        if (world.line.number(Keys.OP) == TEST_REVOKES) {
            final boolean revokes = world.line.number(Keys.REVOKED) != 0;
            t.move = new Move(revokes ? Move.Op.REVOKE : Move.Op.RESTORE, 0, MOCK, true, world.reader.number());
            world.used();
        }
    }

    /** A function that the user names as a call of an exporter is entered. */
    void toldCalled(final Task t, final Exporter e, final Move.Op op) {
        if (t.move == null) {
            t.move = new Move(op, 0, e.name(), op == Move.Op.MOVE, world.reader.number());
            world.used();
        } else if (is(t.move, e, op)) {
            t.move.again++;
        }
    }

    private static boolean is(final Move m, final Exporter e, final Move.Op op) {
        return m.op == op && e.name().equals(m.exporter);
    }

    /** Such a function returns. */
    void toldReturned(final Task t, final Exporter e, final Move.Op op) {
        if (t.move != null && is(t.move, e, op) && t.move.again-- == 0) {
            exporting.over(t.move);
            t.move = null;
            t.broadcasting = null;
            world.used();
        }
    }

    void testReturned(final Task t) throws Undecided, InterruptedException {
        if (t.move != null) {
            exporting.moveReturned(t, true);
        }
    }
}
