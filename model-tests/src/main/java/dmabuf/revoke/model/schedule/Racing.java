// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.model.drive.Scene;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StringGen;

/**
 * The class that Lincheck schedules: one buffer of the real impl, and one operation for all calls. Lincheck makes a new instance
 * each time; the first call, which comes before all others, says which race it is.
 */
public final class Racing {
    private Tape tape;
    private Turns turns;

    /**
     * Makes a call.
     *
     * @param words the number of its thread, then the call
     * @return the result; a dash if the call is misuse now
     */
    @Operation
    public String call(@Param(gen = StringGen.class) final String words) {
        if (Word.begins(words)) {
            final Race race = Word.race(words);
            tape = new Tape(race);
            // The scene is made here because Lincheck instruments only classes whose objects it has seen being made.
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
