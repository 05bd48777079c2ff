package dmabuf.revoke.model.fault;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Hardware;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;

/** Disturbs a call at the n-th place where impl asks its probe, or programs the hardware: throws, or interrupts the thread. */
final class Disturbance implements Probe, Hardware {
    enum Kind {
        THROW,
        INTERRUPT
    }

    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Kind kind;
    private int places;
    private int at = -1;
    private String where = "";

    /** From now on the places are counted. */
    void count() {
        places = 0;
    }

    int places() {
        return places;
    }

    void arm(final Kind how, final int nth) {
        kind = how;
        at = nth;
        places = 0;
    }

    void disarm() {
        at = -1;
    }

    /** What was done, and where. */
    String text() {
        return (kind == Kind.THROW ? "a throw " : "an interrupt ") + where;
    }

    /** Whether this is what was thrown here, itself or as the cause. */
    boolean caused(final Throwable t) {
        return t instanceof Thrown || t != null && t.getCause() instanceof Thrown;
    }

    private void place(final String what) {
        places++;
        if (places == at) {
            where = what;
            if (kind == Kind.THROW) {
                throw new Thrown();
            }
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void gate(final Step next, final Object subject) {
        place("at the gate of " + next);
    }

    @Override
    public void record(final Step step, final Object subject) {
        place("at the record of " + step);
    }

    @Override
    public void map(final Attachment a) {
        place("in the hardware's map");
    }
}
