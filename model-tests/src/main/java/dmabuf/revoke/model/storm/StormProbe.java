// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.storm;

import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.ImporterOps;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.model.watch.Progress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The probe of a buffer of a storm: logs callbacks as events of the exporter's thread, inserts delays, throws on purpose, and
 * wakes threads that have work.
 */
final class StormProbe implements Probe {
    /** The last steps of calls that take effect even if the record of the step throws, and that can only return OK. */
    private static final Set<Step> LAST = EnumSet.of(
            Step.ATTACH_INSERT, Step.DETACH, Step.DRIVER_UNMAP, Step.WORKER_UNMAP, Step.SIGNAL, Step.RESV_UNLOCK,
            Step.MUNMAP, Step.VUNMAP, Step.IMPORT, Step.FOREIGN_SIGNAL, Step.END);

    private final Progress progress;
    private final Weather weather;
    private final Steer steer;
    private final Ground ground;
    /** Set before the threads begin. */
    private final Map<ImporterOps, Call> callbacks = new HashMap<>();

    /** By importer the bells of its worker and its device, by program that of its fence. */
    private final Map<Object, List<Bell>> bells = new HashMap<>();

    /** Set when the round ends: no more faults, so that the remaining threads can finish. */
    private volatile boolean calm;

    StormProbe(final Progress progress, final Weather weather, final Steer steer, final Ground ground) {
        this.progress = progress;
        this.weather = weather;
        this.steer = steer;
        this.ground = ground;
    }

    /** Sets the call that represents an importer's callback in the history. */
    void callback(final Importer i, final Call c) {
        callbacks.put(i, c);
    }

    /** Registers a bell to be rung when an importer or a program leaves something to its worker, device or fence. */
    void wakes(final Object user, final Bell bell) {
        bells.computeIfAbsent(user, k -> new ArrayList<>()).add(bell);
    }

    void calm() {
        calm = true;
    }

    @Override
    public void gate(final Step next, final Object subject) {
        final Seat seat = Seat.here();
        if (seat == null || seat.call == null) {
            return;
        }
        switch (next) {
            case NOTIFY -> seat.log.stage(seat.log.callStamp(), callback(subject).call());
            case INVALIDATE_UNMAPPED -> {
                seat.inCallback = true;
                seat.enteredCallback = steer.enter(callback(subject));
            }
            case CALLBACK_RETURN -> {
                steer.leave(callback(subject), seat.enteredCallback);
                seat.inCallback = false;
            }
            case CLEAR_FLAG -> ground.giveBack();
            default -> { }
        }
        weather.delay(seat);
        final boolean first = seat.gates++ == 0;
        if ((first || seat.begun) && mayThrow(seat)) {
            // An unlock takes effect whatever is thrown.
            seat.fault("the gate of " + next.action(), seat.begun || next == Step.RESV_UNLOCK);
        }
    }

    @Override
    public void record(final Step step, final Object subject) {
        progress.stepOfCall(step);
        final Seat seat = Seat.here();
        if (seat == null || seat.call == null) {
            return;
        }
        observe(step, subject, seat);
        if ((LAST.contains(step) || seat.begun) && mayThrow(seat)) {
            seat.fault("the record of " + step.action(), true);
        }
    }

    /** Whether to throw here. A close that threw may be repeated, which the spec does not have, so a close never throws. */
    boolean mayThrow(final Seat seat) {
        return !calm && !seat.call.op().equals("close") && Weather.happens(seat, weather.faults());
    }

    private void observe(final Step step, final Object subject, final Seat seat) {
        switch (step) {
            case OUTER_LOCK -> seat.begun = true;
            case ATTACH_INSERT -> ground.attached((Attachment) subject);
            case DETACH -> ground.detached((Attachment) subject);
            case SET_FLAG -> ground.flagChanges(true);
            case CLEAR_FLAG -> ground.flagChanges(false);
            case NOTIFY -> ground.notified((Attachment) subject);
            case CALLBACK_RETURN -> {
                ground.callbackReturns((Attachment) subject);
                seat.log.stage(System.nanoTime(), callback(subject).returns()[0]);
            }
            case BROADCAST_END -> ground.broadcastEnds();
            case FENCE_WAIT -> ground.fencesDone();
            case UNMAP_WAIT -> ground.unmapsDone();
            case REARM -> {
                if (((Exporter) subject).count() != 1) {
                    ground.wrong("when a revoke has set the count back it is " + ((Exporter) subject).count());
                }
            }
            case FINISH -> ground.operationEnds();
            case INVALIDATE_DEFER -> ring(((Attachment) subject).importer());
            case SUBMIT, MAP, MAP_WAIT, IMPORT -> ring(subject);
            default -> { }
        }
    }

    private Call callback(final Object attachment) {
        return callbacks.get(((Attachment) attachment).importer());
    }

    private void ring(final Object user) {
        bells.getOrDefault(user, List.of()).forEach(Bell::ring);
    }
}
