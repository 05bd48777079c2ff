// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.lincheck;

import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.model.drive.Scene;
import dmabuf.revoke.stress.litmus.Call;
import java.util.SortedMap;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StringGen;

/** What Lincheck schedules: one buffer of the real impl, and one operation, any call. It makes a new one each time. */
public final class Columns {
    private static final String OPTIONAL = " ?";

    /** Whose exporter it is; set before Lincheck begins. */
    static String design;

    /** The kinds of those who share the buffer, by name; set before Lincheck begins. */
    static SortedMap<String, String> kinds;

    private final Bound bound = new Bound(design, kinds);

    /** A call as a text. */
    static String words(final Call call) {
        return call.process() + " " + call.op() + " " + call.arg() + (call.optional() ? OPTIONAL : "");
    }

    /** Makes a call. {@return what it brought back; a dash if it is optional, and misuse now} */
    @Operation
    public String call(@Param(gen = StringGen.class) final String words) throws InterruptedException {
        final Scene.Call call = bound.call(words);
        try {
            final Errno result = call.make();
            return result.name();
        } catch (MisuseException misuse) {
            if (words.endsWith(OPTIONAL)) {
                return Call.SKIPPED;
            }
            throw misuse;
        }
    }
}
