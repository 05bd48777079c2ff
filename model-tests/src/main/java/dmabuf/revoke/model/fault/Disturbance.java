// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.fault;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Hardware;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.watch.Progress;

/**
 * Disturbs a call at the n-th place where impl calls its probe or programs the hardware: throws, or interrupts the thread, or
 * lets another thread overtake it.
 */
final class Disturbance implements Probe, Hardware {
    enum Kind {
        THROW,
        /** Throws one and the same exception at that place and at each later one. */
        THROW_ON,
        /** Throws what ends the thread: the call takes no further step, and keeps no lock. */
        END,
        INTERRUPT,
        /** Another thread makes the same call and completes it. */
        OVERTAKE
    }

    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Ends extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Progress progress;
    private final Thrown same = new Thrown();
    private Kind kind;
    private Runnable overtaker;
    private int places;
    private int at = -1;
    private String where = "";
    private boolean gateFirst;
    private boolean ofHardware;

    Disturbance(final Progress progress) {
        this.progress = progress;
    }

    /**
     * Counts the hardware's unmap among the places: for a call that unmaps itself. A revoke would wait for ever, because a mapping
     * remains whose unmap throws.
     */
    void alsoInUnmap() {
        ofHardware = true;
    }

    /** Starts to count the places. */
    void count() {
        places = 0;
        gateFirst = false;
    }

    /** Whether the first place is a gate: the call does not yet hold a lock that it takes itself. */
    boolean beginsAtAGate() {
        return gateFirst;
    }

    int places() {
        return places;
    }

    /** @param other the call that overtakes */
    void arm(final Kind how, final int nth, final Runnable other) {
        overtaker = other;
        kind = how;
        at = nth;
        places = 0;
    }

    void disarm() {
        at = -1;
    }

    /** The disturbance and its place, as text. */
    String text() {
        return switch (kind) {
            case THROW -> "a throw ";
            case THROW_ON -> "throws from ";
            case END -> "the end of the thread ";
            case INTERRUPT -> "an interrupt ";
            case OVERTAKE -> "overtaken by the same call ";
        } + where;
    }

    /** Whether an exception was thrown here, itself or as its cause. */
    boolean caused(final Throwable t) {
        return kind == Kind.END ? t instanceof Ends : t instanceof Thrown || t != null && t.getCause() instanceof Thrown;
    }

    private void place(final String what) {
        places++;
        if (places == at) {
            where = what;
        }
        if (places == at || kind == Kind.THROW_ON && at > 0 && places > at) {
            disturb();
        }
    }

    private void disturb() {
        switch (kind) {
            case THROW -> throw new Thrown();
            case THROW_ON -> throw same;
            case END -> throw new Ends();
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

    @Override
    public void unmap(final Attachment a) {
        if (ofHardware) {
            place("in the hardware's unmap");
        }
    }
}
