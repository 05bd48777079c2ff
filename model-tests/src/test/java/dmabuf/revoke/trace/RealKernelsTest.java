// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.trace.interpret.Judgement;
import dmabuf.revoke.trace.judge.Breach;
import dmabuf.revoke.trace.judge.Finding;
import dmabuf.revoke.trace.judge.Hazards;
import dmabuf.revoke.trace.show.TraceText;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traces of kernels that keep the protocol are explained; for kernels with a seeded bug the exact line is named. */
@Tag("tlc")
class RealKernelsTest {
    @ParameterizedTest
    @CsvSource({
        "6.12.117-debian-basic, 1651, 6, 13",
        "6.12.117-debian-fence, 1882, 12, 3",
        "7.3.4-debian-basic, 2238, 6, 17",
        "7.3.4-debian-race, 75213, 402, 784",
        "7.3.4-debian-vfio, 578, 2, 5",
        "7.3.4-custom-basic, 3018, 7, 26",
        "7.3.4-custom-fence, 636, 12, 3",
        "7.3.4-custom-iommufd, 55459, 2, 1739",
        "7.3.4-custom-vfio, 520, 2, 8",
        "7.3.4-custom-vfio-1500-4-1, 88796, 53, 7261",
        "extra-deferred, 6229, 7, 170",
        "record.sh-vfio, 138091, 49, 20457",
    })
    void explained(final String name, final long lines, final int buffers, final long attachments) throws Exception {
        final Judgement j = Traces.judge(name);
        assertEquals(0, j.exitCode(), TraceText.of(j));
        assertEquals(lines, j.lines());
        assertEquals(buffers, j.verdicts().explained(), "buffers");
        assertEquals(attachments, j.verdicts().attachments(), "attachments");
        assertEquals(0, j.verdicts().broken());
        assertTrue(j.trouble().isEmpty());
    }

    @Test
    void aRevokeThatDoesNotWaitForUnmaps() throws Exception {
        final Judgement j = Traces.judge("extra-no-unmap-wait");
        assertEquals(1, j.exitCode());
        final Finding first = j.verdicts().findings().get(0);
        assertEquals(131, first.line());
        assertEquals("exporter:x1 returns revoke = OK", first.refusal().event().toString());
        assertEquals(List.of("mapping:i1 returns unmap = OK"),
                first.refusal().allowed().stream().map(Object::toString).toList());
        assertEquals(14, j.verdicts().broken());
        assertEquals(List.of(131L, 699L, 699L, 699L, 1415L, 1879L),
                j.verdicts().breaches().stream().map(Breach::line).limit(6).toList());
        assertTrue(j.verdicts().breaches().stream().allMatch(b -> b.claim().equals("S2")));
    }

    @Test
    void aMapThatDoesNotTestTheFlag() throws Exception {
        final Judgement j = Traces.judge("extra-map-while-revoked");
        assertEquals(1, j.exitCode());
        final Finding first = j.verdicts().findings().get(0);
        assertEquals(154, first.line());
        assertEquals("driver:i1 returns map = OK", first.refusal().event().toString());
        assertEquals(List.of(154L, 168L), j.verdicts().breaches().stream().map(Breach::line).limit(2).toList());
        assertEquals("S1", j.verdicts().breaches().get(0).claim());
        assertEquals(522, j.verdicts().findings().get(1).line());
        assertTrue(j.verdicts().furtherLines().contains(973L));
        assertTrue(j.verdicts().breaches().stream().anyMatch(b -> b.line() == 612));
    }

    /** The traces' README counts 25 and 35 callbacks outside the time between an attach's return and a detach's call. */
    @ParameterizedTest
    @CsvSource({"7.3.4-custom-vfio-1500-4-1, 1, 24", "7.3.4-custom-iommufd, 18, 17"})
    void callbacksThatComeEarlyOrLate(final String name, final long early, final long leaving) throws Exception {
        final Hazards h = Traces.judge(name).verdicts().hazards();
        assertEquals(early, h.count(Hazards.Hazard.EARLY));
        assertEquals(leaving, h.count(Hazards.Hazard.LEAVING));
    }

    @Test
    void hazardsOfTheProtocol() throws Exception {
        final Hazards deferred = Traces.judge("extra-deferred").verdicts().hazards();
        assertEquals(12, deferred.count(Hazards.Hazard.LATE));
        assertEquals(13, deferred.count(Hazards.Hazard.SPURIOUS));
        assertEquals(3, deferred.count(Hazards.Hazard.LOST));
    }

    @Test
    void theOopsIsToBeFoundOnOneScreen() throws Exception {
        final String text = TraceText.of(Traces.judge("7.3.4-custom-vfio-1500-4-1"));
        final List<String> screen = text.lines().limit(40).toList();
        assertTrue(screen.stream().anyMatch(l -> l.contains("HAZARD 7.14 is open: line 88795")), text);
        assertTrue(screen.stream().anyMatch(l -> l.contains("revoke since line 88765")), text);
        assertTrue(screen.stream().anyMatch(l -> l.contains("attach since line 88746")), text);
        assertTrue(screen.stream().anyMatch(l -> l.startsWith("> 88795") && l.contains("virtgpu_dma_buf_move_notify")),
                text);
    }
}
