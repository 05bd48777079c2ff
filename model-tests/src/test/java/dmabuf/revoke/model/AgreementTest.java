package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Tools;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The part of verify that holds impl against the spec: every technique, every mutant, every canary. */
class AgreementTest {
    @Test
    void implAndSpecAgreeAndEveryMutantIsCaught() throws Exception {
        final List<Check> checks = new Agreement().run(Tools.open(false));
        checks.forEach(c -> System.out.printf("%-11s %-40s %s%n", c.group(), c.name(), c.detail()));
        assertEquals(List.of(), checks.stream().filter(c -> !c.ok()).toList());
        for (final String group : List.of("techniques", "mutants", "canaries")) {
            assertTrue(checks.stream().anyMatch(c -> c.group().equals(group)), "no " + group);
        }
    }
}
