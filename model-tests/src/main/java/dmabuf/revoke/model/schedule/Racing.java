// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.model.drive.Scene;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StringGen;

/**
 * What Lincheck schedules: one buffer of the real impl, and one operation, any call. Lincheck makes a new one each time; which
 * race it is says the first call, which comes before all others.
 */
public final class Racing {
    private Tape tape;
    private Turns turns;

    /**
     * Makes a call.
     *
     * @param words the number of its thread, then the call
     * @return what it brought back; a dash if it is misuse now
     */
    @Operation
    public String call(@Param(gen = StringGen.class) final String words) {
        if (Word.begins(words)) {
            final Race race = Word.race(words);
            tape = new Tape(race);
            // Here, under the scheduler's eyes: it looks into those classes of which it has seen an object being made.
            tape.of(new Scene(Bench.designOf(race), Bench.kindsOf(race), tape));
            turns = new Turns(race);
            return "OK";
        }
        final int thread = Word.thread(words);
        final String call = Word.call(words);
        if (thread == Word.BEFORE || !turns.areTaken()) {
            return make(call);
        }
        final String role = Word.role(call);
        try {
            turns.before(thread, role);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts a race", e);
        }
        final String result = make(call);
        turns.after(thread, Word.isSubmit(call));
        return result;
    }

    private String make(final String words) {
        final Scene.Call call = tape.begin(words);
        try {
            final String result = call.make().name();
            tape.put(Tape.Kind.RETURN, words, result);
            return result;
        } catch (MisuseException misuse) {
            tape.put(Tape.Kind.REFUSED, words, "");
            return "-";
        } catch (InterruptedException | RuntimeException | AssertionError e) {
            tape.put(Tape.Kind.THREW, words, e.toString());
            return e.toString();
        }
    }
}
