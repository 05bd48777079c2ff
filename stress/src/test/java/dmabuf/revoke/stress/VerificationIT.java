// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.report.Report;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.verify.VerifyRun;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The same checks as {@code ./revoke verify}, with the same report: one test for each check, by group. */
class VerificationIT {
    @TestFactory
    List<DynamicNode> verification() throws Exception {
        final Report report = new VerifyRun(Tools.open(), new Settings(Settings.today(), false)).run();
        report.write(Tools.target().resolve("report"));
        report.remarks().forEach(System.out::println);
        System.out.println(report.total());
        final List<DynamicNode> nodes = new ArrayList<>();
        nodes.add(dynamicTest("the verification is whole", () -> assertEquals(List.of(), report.missing())));
        for (final String group : report.checks().stream().map(Check::group).distinct().toList()) {
            nodes.add(dynamicContainer(
                    group, report.checks().stream().filter(c -> c.group().equals(group)).map(VerificationIT::test)));
        }
        return nodes;
    }

    private static DynamicTest test(final Check c) {
        return dynamicTest(c.name(), () -> {
            if (c.status() == Check.Status.NOT_RUN) {
                abort(c.detail());
            }
            if (!c.ok()) {
                fail(c.status() + " " + c.group() + ": " + c.name() + ": " + c.detail() + "\nagain: " + c.replay());
            }
        });
    }
}
