// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.judge.BrokenRule;
import dmabuf.revoke.trace.read.Kind;
import java.util.HashMap;
import java.util.Map;

/**
 * Checks that no lock of a buffer is taken after its file was released. The file ends before the buffer: an O_PATH descriptor
 * keeps the buffer when its file is already freed (D24, {@code Release.tla}). VFIO takes a reference of the file before it takes
 * the buffer's lock, so a revoke that takes the lock after the file was released has used freed memory. The rule is checked where
 * both ends were recorded.
 */
final class FileRule {
    private static final String NUMBER = "D24";

    /** The maximal number of buffers without their file. */
    private static final int KEPT = 10_000;

    private record Fileless(int serial, long address, long line) {}

    private final World world;
    private final Map<Long, Fileless> byLock = new HashMap<>();

    FileRule(final World world) {
        this.world = world;
    }

    /** @param b null if it is unknown */
    void fileReleased(final Buffer b) {
        if (b != null && b.resv != 0 && b.exporter.equals(Exporting.VFIO) && world.survey.has(Kind.RELEASE_IN)
                && byLock.size() < KEPT) {
            byLock.put(b.resv, new Fileless(b.serial, b.address, world.reader.number()));
        }
    }

    /** The buffer itself is released. */
    void released(final long address) {
        byLock.values().removeIf(f -> f.address() == address);
    }

    /** A thread takes a lock that belongs to no buffer with a file. */
    void taken(final Task t, final long lock) {
        final Fileless f = t.move != null && t.move.exporter == null ? byLock.get(lock) : null;
        if (f != null) {
            world.used();
            world.verdicts.broken(new BrokenRule(NUMBER, f.serial(), world.reader.number(), world.text(),
                    world.line.thread() + " revokes or restores a buffer whose file was released on line " + f.line()));
        }
    }
}
