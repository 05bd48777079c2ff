// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dmabuf.revoke.report.Report;
import dmabuf.revoke.report.Sentences;
import dmabuf.revoke.service.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The report explains every group of checks. */
class GroupsTest {
    @Test
    void eachGroupHasASentence() {
        final List<String> groups = new ArrayList<>(Report.SPEC_GROUPS);
        ServiceLoader.load(Part.class).forEach(p -> groups.addAll(p.groups()));
        assertEquals(
                Set.of("proof", "pages", "techniques", "mutants", "canaries", "cuts", "linux", "linux mutants", "litmus",
                        "litmus schedules", "jcstress"),
                Set.copyOf(groups.subList(Report.SPEC_GROUPS.size(), groups.size())), "a whole run has a check of each");
        assertEquals(List.of(), groups.stream().filter(g -> Sentences.of(g).isEmpty()).toList());
        assertEquals("", Sentences.of("no such group"));
    }
}
