// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.impl.Step;
import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.judge.Judged;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.read.JsonLine;
import dmabuf.revoke.trace.read.Survey;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads impl's own trace: the steps of the spec, as StepTrace writes them. They become the same events as the lines of a kernel.
 * The first step of an exporter's call shows which call it is.
 */
final class Steps {
    private final World world;
    private final Map<Long, Attachment> importers = new HashMap<>();
    private final Map<Attachment, Boolean> unmapping = new HashMap<>();

    Steps(final World world) {
        this.world = world;
    }

    /** False if the line is no step. */
    boolean read(final String text) throws Undecided, InterruptedException {
        final Map<String, String> fields = JsonLine.parse(text);
        if (fields == null || !fields.containsKey("buffer") || !(fields.containsKey("step")
                || fields.containsKey("gate"))) {
            return false;
        }
        final boolean gate = fields.containsKey("gate");
        final Step step;
        final long buffer;
        final long importer;
        try {
            step = Step.valueOf(fields.get(gate ? "gate" : "step"));
            buffer = Long.parseLong(fields.get("buffer"));
            importer = Long.parseLong(fields.getOrDefault("importer", "0"));
        } catch (IllegalArgumentException e) {
            return false;
        }
        final byte[] name = step.name().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        world.event = world.words.id(name, 0, name.length);
        world.words.meet(world.event);
        final Buffer known = world.buffers.get(buffer);
        final Buffer b = known != null ? known : world.begin(buffer, Survey.IMPL, buffer, world.reader.number());
        b.listed = true;
        if (importer == 0) {
            exporter(b, step);
        } else {
            importer(b, importer, step, gate, fields);
        }
        return true;
    }

    private void exporter(final Buffer b, final Step step) {
        switch (step) {
            case LOCK -> {
                if (b.move != null) {
                    world.all(b, Word.HOLD);
                }
            }
            case SET_FLAG -> calls(b, Move.Op.REVOKE);
            case BROADCAST_END -> {
                calls(b, Move.Op.RESTORE);
                world.all(b, Word.BROADCAST);
            }
            case FENCE_WAIT -> world.all(b, Word.WAIT_BOOKKEEP);
            case UNLOCK -> world.all(b, Word.LET_GO);
            case FINISH -> {
                if (b.move != null) {
                    b.attachments.forEach(this::unmapped);
                    world.all(b, b.move.op.ret);
                    b.move = null;
                }
            }
            default -> {
                // No recorder sees this step.
            }
        }
    }

    /** The first step of an exporter's call in the section that it took, unless a call is already in progress. */
    private void calls(final Buffer b, final Move.Op op) {
        if (b.move == null) {
            b.move = new Move(op, 0, world.reader.number());
            b.touched = true;
            world.all(b, op.call);
            world.all(b, Word.HOLD);
        }
    }

    private void importer(
            final Buffer b, final long number, final Step step, final boolean gate, final Map<String, String> fields) {
        final Attachment a = importers.get(number);
        if (step == Step.ATTACH_TEST) {
            if (gate) {
                attaches(b, number, fields);
            }
            return;
        }
        if (a == null) {
            return;
        }
        switch (step) {
            case ATTACH_INSERT -> world.say(a, Word.ATTACHED_DYNAMIC);
            case DETACH -> {
                world.say(a, Word.DETACH);
                world.say(a, Word.DETACHED);
                leaves(number, a);
            }
            case MAP -> {
                a.mapped = true;
                a.ends = true;
                world.say(a, Word.MAP);
                world.say(a, Word.MAPPED);
                world.promise(a, Word.READS);
            }
            case DRIVER_UNMAP, WORKER_UNMAP -> {
                if (gate) {
                    unmapping.put(a, true);
                } else {
                    unmapped(a);
                    unmapping.remove(a);
                }
            }
            case INVALIDATE_UNMAP -> gone(a);
            case NOTIFY -> {
                calls(b, Move.Op.RESTORE);
                world.say(a, Word.CALLBACK);
            }
            case CALLBACK_RETURN -> world.say(a, Word.CALLBACK_RETURN);
            default -> {
                // No recorder sees this step.
            }
        }
    }

    private void attaches(final Buffer b, final long number, final Map<String, String> fields) {
        final Attachment old = importers.get(number);
        if (old != null) {
            leaves(number, old);
        }
        world.flush(b);
        world.remember(b);
        final boolean told = fields.getOrDefault("callback", "false").equals("true");
        final Judged judged = (told ? b.base : b.blind).fork();
        final Attachment a = new Attachment(
                b, judged, told ? Survey.TOLD : -1, world.reader.number(), fields.getOrDefault("thread", "?"));
        a.address = number;
        a.returned = true;
        b.attachments.add(a);
        importers.put(number, a);
        judged.standard().attaches();
        world.verdicts.attaches();
        world.say(a, Word.ATTACH_DYNAMIC);
    }

    private void leaves(final long number, final Attachment a) {
        importers.remove(number);
        unmapping.remove(a);
        a.buffer.attachments.remove(a);
    }

    /** An unmap that has begun may have ended by now: it is written only after it has woken the exporter. */
    private void unmapped(final Attachment a) {
        if (unmapping.containsKey(a)) {
            gone(a);
        }
    }

    private void gone(final Attachment a) {
        if (a.mapped) {
            a.mapped = false;
            world.remember(a.buffer);
            world.say(a, Word.UNMAPPED);
            world.promise(a, Word.LETS_GO);
        }
    }
}
