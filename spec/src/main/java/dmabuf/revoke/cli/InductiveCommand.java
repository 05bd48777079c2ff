// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Induction;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "inductive",
        mixinStandardHelpOptions = true,
        description = "Checks the inductive invariant of a design: that every step keeps it, that it implies the claims,"
                + " and that each conjunct is needed.")
public final class InductiveCommand implements Subcommand {
    @Parameters(arity = "0..1", paramLabel = "DESIGN", description = "default: ${DEFAULT-VALUE}")
    String design = Verification.BASE_DESIGN;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        design = Design.named(design, tools.spec()).name();
        final List<Check> checks = new Induction(tools.shop(), tools.manifest(), design, Tools::progress).run();
        checks.forEach(c -> System.out.printf("%-8s %s: %s%n", c.ok() ? "" : c.status(), c.name(), c.detail()));
        return Subcommand.exitCode(checks);
    }
}
