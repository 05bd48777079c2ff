// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Undecided;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The graphs from which the outcomes of litmus tests are computed, each opened when it is first needed. The base graph has room
 * for two calls at a time. A test of three columns needs one with room for three, which has one thread of the exporter less.
 */
public final class LitmusGraphs {
    /** The scene with room for three calls at a time. */
    public static final String THREE = "three";

    private static final int COLUMNS_OF_BASE = 2;

    private final Map<String, Graph> opened = new HashMap<>();

    /** The graph from an earlier run; made again, in half a minute, if there is none or if the spec has changed. */
    public Graph of(final Litmus litmus) throws BadLitmus, Undecided, InterruptedException {
        return of(scene(litmus));
    }

    /** The same by the name of the scene; the usual one if that is empty. */
    public Graph of(final String named) throws Undecided, InterruptedException {
        final String scene = named.isEmpty() ? Verification.BASE_SCENE : named;
        if (!opened.containsKey(scene)) {
            final Tools tools = Tools.open();
            opened.put(scene, scene.equals(THREE)
                    ? tools.shop().graph(Design.named(Verification.BASE_DESIGN, tools.spec()), scene)
                    : Graphs.of(tools).scene(scene));
        }
        return opened.get(scene);
    }

    /** The name of the scene of a test. */
    static String scene(final Litmus litmus) throws BadLitmus {
        final String named = litmus.stage().scene();
        if (named.isEmpty()) {
            return litmus.columns().size() <= COLUMNS_OF_BASE ? Verification.BASE_SCENE : THREE;
        }
        final TreeSet<String> names = new TreeSet<>(Graphs.SCENES);
        names.addAll(Graphs.others());
        names.add(THREE);
        if (!names.contains(named)) {
            throw new BadLitmus(
                    litmus.file(), litmus.stage().line(), "no scene is called " + named + "; there are " + String.join(", ", names));
        }
        return named;
    }

    /** The names of the scenes that some tests need. */
    public static Set<String> scenes(final List<Litmus> tests) throws BadLitmus {
        final TreeSet<String> scenes = new TreeSet<>();
        for (final Litmus l : tests) {
            scenes.add(scene(l));
        }
        return scenes;
    }
}
