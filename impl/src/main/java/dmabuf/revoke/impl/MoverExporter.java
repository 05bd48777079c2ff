package dmabuf.revoke.impl;

/**
 * A GPU that moves its memory: tells all who have a mapping, and takes nothing back. Whoever maps again gets the new
 * place; the move itself waits for its fences elsewhere. The design {@code Mover} of Designs.tla; reference 8.2.
 */
public final class MoverExporter extends Exporter {
    /** @param probe observes and steers the buffer and all who share it */
    public MoverExporter(final Probe probe) {
        super(new Mutex(new Lockdep(), Lockdep.Rank.OUTER), false, probe);
    }

    /** Tells the importers that the memory moves. Spec: Program of Steps.tla. */
    public void move() throws InterruptedException {
        operation(false, o -> o.hold(o::broadcast));
    }

    @Override
    public Errno attach(final Attachment a) {
        return Errno.OK;
    }
}
