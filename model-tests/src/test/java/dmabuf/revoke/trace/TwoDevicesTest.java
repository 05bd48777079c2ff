// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmabuf.revoke.service.Tools;
import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.interpret.Terms;
import dmabuf.revoke.trace.show.TraceText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two VFIO devices that are revoked and restored in parallel: two recordings, interleaved line by line. */
@Tag("tlc")
class TwoDevicesTest {
    private static final Pattern LINE = Pattern.compile("(\\s*\\S+-)(\\d+)(\\s+\\[\\d+\\].*? )\\d+\\.\\d+(: .*)");
    private static final Pattern DEVICE = Pattern.compile("vfio_pci_dma_buf_move: .* a1=(0x[0-9a-f]+)");

    private static final Pattern EVENT = Pattern.compile("\\d: (\\w+): ");

    private static List<String> events(final String trace) throws Exception {
        return Traces.lines(trace).stream().filter(l -> LINE.matcher(l).matches()).toList();
    }

    /** Gives a line the addresses and threads of another kernel, so that nothing is shared with the first. */
    private static String elsewhere(final String line) {
        return line.replaceAll("0xff([0-9a-f])([0-9a-f])(?=[0-9a-f]{12}\\b)(?!f{8})", "0xff$2a")
                .replaceFirst("-(\\d+)(\\s+\\[)", "-9$1$2");
    }

    private static Judgement inTurn(final List<String> a, final List<String> b, final Terms terms) throws Exception {
        final List<String> all = new ArrayList<>();
        for (int n = 0; n < Math.max(a.size(), b.size()); n++) {
            for (final List<String> from : List.of(a, b)) {
                if (n < from.size()) {
                    final Matcher m = LINE.matcher(from.get(n));
                    m.matches();
                    all.add(m.group(1) + m.group(2) + m.group(3)
                            + String.format(Locale.ROOT, "%.6f", 100 + all.size() / 1e4) + m.group(4));
                }
            }
        }
        final String text = String.join("\n", all) + "\n";
        return Judgement.of(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)), Tools.open().shop(), terms);
    }

    /** What was recorded is guessed from the lines; and it is said, so that each line is judged when it comes. */
    private static List<Terms> waysToJudge(final List<String> lines) {
        return List.of(Terms.NONE, Terms.NONE.probes(lines.stream().map(EVENT::matcher).filter(Matcher::find).map(m -> m.group(1))
                .collect(Collectors.toSet())));
    }

    private static String device(final List<String> trace) {
        return trace.stream().map(DEVICE::matcher).filter(Matcher::find).map(m -> m.group(1)).findFirst().orElseThrow();
    }

    @Test
    void eachBufferFollowsItsOwnDevice() throws Exception {
        final List<String> a = events("7.3.4-debian-vfio");
        final List<String> b = a.stream().map(TwoDevicesTest::elsewhere).toList();
        for (final Terms t : waysToJudge(a)) {
            final Judgement two = inTurn(a, b, t);
            assertEquals(0, two.exitCode(), TraceText.of(two));
            assertEquals(4, two.verdicts().explained());
            assertEquals(10, two.verdicts().attachments());
        }
    }

    /** An unmap is missing on one device alone: that device's buffer is refuted, and the others are explained. */
    @Test
    void oneDeviceHasAFault() throws Exception {
        final List<String> a = events("7.3.4-debian-vfio");
        final List<String> b = a.stream().filter(l -> !l.contains(": unmap_in:") && !l.contains(": vfio_pci_dma_buf_unmap:"))
                .map(TwoDevicesTest::elsewhere).toList();
        for (final Terms t : waysToJudge(a)) {
            final Judgement two = inTurn(a, b, t);
            assertEquals(1, two.exitCode(), TraceText.of(two));
            assertEquals(3, two.verdicts().explained(), TraceText.of(two));
        }
    }

    /** If all belonged to one device, revokes of one would not fit the events of the other's buffers. */
    @Test
    void withOneDeviceTheyDoNotFit() throws Exception {
        final List<String> a = events("7.3.4-debian-vfio");
        final String other = device(a.stream().map(TwoDevicesTest::elsewhere).toList());
        final List<String> b = a.stream().map(l -> elsewhere(l).replace(other, device(a))).toList();
        for (final Terms t : waysToJudge(a)) {
            assertEquals(1, inTurn(a, b, t).exitCode());
        }
    }
}
