// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Word;
import dmabuf.revoke.trace.show.TraceText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The mock exporter of iommufd's self test, with its command in the trace as kernel/record.sh records it. */
@Tag("tlc")
class MockTest {
    private static final String MARK = "tracing_mark_write: ";

    @TempDir
    Path folder;

    /** The steps before the race of the recorded trace; each revoke and restore is enclosed in the command. */
    private static List<String> steps(final UnaryOperator<String> change) throws Exception {
        final List<String> all = new ArrayList<>();
        String end = null;
        for (final String l : Traces.lines("7.3.4-custom-iommufd").subList(0, 187)) {
            all.add(change.apply(l));
            final String said = l.contains(MARK) ? l.substring(l.indexOf(MARK) + MARK.length()) : "";
            if (said.matches("step (un-)?revoke.*")) {
                all.add(line(l, "iommufd_test: (iommufd_test+0x4/0x1) op=23 fd=5 revoked=" + (said.contains("un-") ? 0
                        : 1)));
                end = said.replace("step", "done");
            } else if (end != null && l.contains("ww_mutex_unlock")) {
                all.add(line(l, "iommufd_test_ret: (x+0x1/0x2 <- iommufd_test) ret=0"));
                end = null;
            }
        }
        return all;
    }

    private static String line(final String like, final String event) {
        return like.substring(0, like.indexOf(": ") + 2) + event;
    }

    @Test
    void revokeAndRestoreAreSeen() throws Exception {
        final Judgement j = Traces.judge(folder, steps(l -> l));
        assertEquals(0, j.exitCode(), TraceText.of(j));
        assertEquals(0, j.verdicts().broken());
        assertTrue(j.standards().stream().anyMatch(s -> s.asksContract() && s.counted(Word.RETURN_RESTORE) > 0));
    }

    @Test
    void aMapWhileRevokedBreaksAPromise() throws Exception {
        final Judgement j = Traces.judge(folder, steps(l -> l.contains("iommufd_test_dma_buf_iommufd_map_ret")
                ? l.replace("ret=0xffffffed", "ret=0x0") : l));
        assertEquals(1, j.exitCode(), TraceText.of(j));
        assertEquals("driver:i1 returns map(private) = OK", j.verdicts().findings().get(0).refusal().event().toString());
        assertEquals("S1", j.verdicts().breaches().get(0).claim());
    }

    /** The second of two commands takes the lock before the first has returned: the first does nothing after its section. */
    @Test
    void twoCommandsAtATime() throws Exception {
        final List<String> lines = steps(l -> l);
        int first = 0;
        while (!lines.get(first).contains("iommufd_test_ret")) {
            first++;
        }
        int second = first + 1;
        while (!lines.get(second).contains("invalidate_in")) {
            second++;
        }
        final List<String> other = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            if (n != first) {
                other.add(n > first && n < second + 8 ? lines.get(n).replace("iommufd-286", "iommufd-999")
                        : lines.get(n));
            }
            if (n == second) {
                other.add(lines.get(first));
            }
        }
        assertEquals(0, Traces.judge(folder, other).exitCode());
    }
}
