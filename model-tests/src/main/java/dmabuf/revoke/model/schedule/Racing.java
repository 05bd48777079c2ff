// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.schedule;

import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.model.drive.Scene;
import java.util.SortedMap;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StringGen;

/** What Lincheck schedules: one buffer of the real impl, and one operation, any call. It makes a new one each time. */
public final class Racing {
    /** The importers, by name; set before Lincheck begins. */
    static SortedMap<String, String> kinds;

    private final Tape tape = new Tape(kinds);

    /** {@return what it brought back; a dash if it is misuse now} Makes a call. */
    @Operation
    public String call(@Param(gen = StringGen.class) final String words) {
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
