// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.fault;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Hardware;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.watch.Progress;

/** Disturbs a call at the n-th place where impl asks its probe, or programs the hardware: throws, or interrupts the thread. */
final class Disturbance implements Probe, Hardware {
    enum Kind {
        THROW,
        INTERRUPT,
        /** Another thread makes the same call, and it comes to its end. */
        OVERTAKE
    }

    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Progress progress;
    private Kind kind;
    private Runnable overtaker;
    private int places;
    private int at = -1;
    private String where = "";
    private boolean gateFirst;

    Disturbance(final Progress progress) {
        this.progress = progress;
    }

    /** From now on the places are counted. */
    void count() {
        places = 0;
        gateFirst = false;
    }

    /** Whether the first place is a gate: there the call has no lock yet that it takes itself. */
    boolean beginsAtAGate() {
        return gateFirst;
    }

    int places() {
        return places;
    }

    /** @param other what overtakes */
    void arm(final Kind how, final int nth, final Runnable other) {
        overtaker = other;
        kind = how;
        at = nth;
        places = 0;
    }

    void disarm() {
        at = -1;
    }

    /** What was done, and where. */
    String text() {
        return switch (kind) {
            case THROW -> "a throw ";
            case INTERRUPT -> "an interrupt ";
            case OVERTAKE -> "overtaken by the same call ";
        } + where;
    }

    /** Whether this is what was thrown here, itself or as the cause. */
    boolean caused(final Throwable t) {
        return t instanceof Thrown || t != null && t.getCause() instanceof Thrown;
    }

    private void place(final String what) {
        places++;
        if (places == at) {
            where = what;
            disturb();
        }
    }

    private void disturb() {
        switch (kind) {
            case THROW -> throw new Thrown();
            case INTERRUPT -> Thread.currentThread().interrupt();
            case OVERTAKE -> overtaker.run();
        }
    }

    @Override
    public void gate(final Step next, final Object subject) {
        gateFirst |= places == 0;
        place("at the gate of " + next);
    }

    @Override
    public void record(final Step step, final Object subject) {
        progress.stepOfCall(step);
        place("at the record of " + step);
    }

    @Override
    public void map(final Attachment a) {
        place("in the hardware's map");
    }
}
