// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import picocli.CommandLine.Command;

@Command(
        name = "manifest",
        mixinStandardHelpOptions = true,
        description = "Decides everything and prints the lines of the manifest that would expect the present results, so"
                + " that the consequences of a change of the spec can be reviewed.")
public final class ManifestCommand implements Subcommand {
    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        final Verification.Result r = new Verification(tools.shop(), tools.manifest()).run();
        r.checks().stream().filter(c -> c.status() == Check.Status.UNDECIDED).forEach(c -> Tools.progress(c.detail()));
        r.without().forEach(w -> System.out.println(String.join(
                "\t", "without", w.conjunct(), w.design(), w.property(), Integer.toString(w.length()))));
        System.out.print(Matrix.manifestLines(tools.manifest(), r.cells(), r.graphs()));
        return r.checks().stream().anyMatch(c -> c.status() == Check.Status.UNDECIDED) ? UNDECIDED : AS_EXPECTED;
    }
}
