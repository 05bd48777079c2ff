package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Tools;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of verify that runs every litmus test on real cores. */
class LitmusPartTest {
    @Test
    void nothingIsSeenThatTheSpecDoesNotAllow() throws Exception {
        final List<Check> checks = new LitmusPart().run(Tools.open(false));
        checks.forEach(c -> System.out.printf("%-9s %-28s %s%n", c.group(), c.name(), c.detail()));
        assertEquals(List.of(), checks.stream().filter(c -> !c.ok()).toList());
        assertTrue(checks.stream().filter(c -> c.group().equals("jcstress")).count() >= 6, checks.toString());
        assertEquals(1, checks.stream().filter(c -> c.group().equals("canaries")).count(), checks.toString());
    }
}
