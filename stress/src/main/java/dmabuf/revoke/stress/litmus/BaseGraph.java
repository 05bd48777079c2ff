package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;

/** The graph from which outcomes are computed. */
public final class BaseGraph {
    private BaseGraph() {}

    /** As an earlier run left it; made again, in half a minute, if there is none or if the spec has changed. */
    public static Graph open() throws Undecided, InterruptedException {
        final Tools tools = Tools.open(false);
        return tools.shop().graph(Design.named(Verification.BASE_DESIGN, tools.spec()), Verification.BASE_SCENE);
    }
}
