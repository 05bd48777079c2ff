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

/**
 * The class that Lincheck schedules: one buffer of the real impl, and one operation for all calls. Lincheck makes a new instance
 * each time.
 */
public final class Columns {
    private static final String OPTIONAL = " ?";

    /** The design of the exporter; set before Lincheck begins. */
    static String design;

    /** The kinds of the users of the buffer, by name; set before Lincheck begins. */
    static SortedMap<String, String> kinds;

    private final Bound bound = new Bound(design, kinds);

    /** A call as a text. */
    static String words(final Call call) {
        return call.process() + " " + call.op() + " " + call.arg() + (call.optional() ? OPTIONAL : "");
    }

    /** Makes a call. {@return its result; a dash if the call is optional, and misuse now} */
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
