// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.HashMap;
import java.util.Map;

/**
 * The graphs from which the outcomes of litmus tests are computed, each opened when a test needs it first. The base graph has room for two calls at a time; a test
 * of three columns needs one with room for three, which in return has a thread of the exporter less.
 */
public final class LitmusGraphs {
    /** The scene with room for three calls at a time. */
    public static final String THREE = "three";

    private static final int COLUMNS_OF_BASE = 2;

    private final Map<String, Graph> opened = new HashMap<>();

    /** As an earlier run left it; made again, in half a minute, if there is none or if the spec has changed. */
    public Graph of(final Litmus litmus) throws Undecided, InterruptedException {
        final String scene = litmus.columns().size() <= COLUMNS_OF_BASE ? Verification.BASE_SCENE : THREE;
        if (!opened.containsKey(scene)) {
            final Tools tools = Tools.open(false);
            opened.put(scene, tools.shop().graph(Design.named(Verification.BASE_DESIGN, tools.spec()), scene));
        }
        return opened.get(scene);
    }
}
