// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import dmabuf.revoke.model.drive.Disagreement;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that each redirected function is called in one revoke. A function that the compiler has inlined into its caller exists
 * and is never called: a walk on such a kernel would check nothing against the spec, and is void.
 */
final class Gates {
    /** More gates than any revoke has. */
    private static final int MOST = 30;

    private Gates() {}

    static void check(final Guest guest) throws Undecided, Disagreement {
        final String exporter = "exporter:x1";
        guest.ask("scene dynamic absent");
        Answer a = Answer.of(guest.ask("begin " + exporter + " revoke -"));
        for (int n = 0; n < MOST && a.call(exporter) != null && !a.call(exporter).how().equals("returned"); n++) {
            a = Answer.of(guest.ask("go " + exporter));
        }
        allMet(guest.ask("hooks"));
        guest.ask("over " + exporter);
    }

    /** @param hooks each redirected function, and how often it was called: {@code down_write=1} */
    static void allMet(final String hooks) throws Undecided {
        final List<String> lost = new ArrayList<>();
        for (final String h : hooks.split(" ")) {
            if (h.endsWith("=0")) {
                lost.add(h.substring(0, h.length() - 2));
            }
        }
        if (!lost.isEmpty()) {
            throw new Undecided("void: in one revoke no call came to the gate at " + String.join(", ", lost)
                    + ", as if the compiler has inlined it; this kernel cannot be steered");
        }
    }
}
