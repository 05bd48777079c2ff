// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;

/**
 * The same random walk passes through the same states and events in the page's code and in ours: in a script engine, in a
 * browser.
 */
@Tag("tlc")
class WalkTest {
    private static final int STEPS = 10_000;

    /** The walk in the page's code; it gives a text with a line a step. */
    private static final String WALK = """
            function walk(g, steps) {
              let seed = 7, state = g.initial[0];
              const out = [];
              for (let n = 0; n < steps; n++) {
                seed = Number((BigInt(seed) * 1103515245n + 12345n) & 0x7fffffffn);
                let edges = n % 60 ? g.edges(state) : [];
                let edge = edges.length ? edges[(seed >> 8) % edges.length] : -1;
                state = edges.length ? g.target[edge] : g.initial[(seed >> 8) % g.initial.length];
                out.push(edge + " " + state + (edge < 0 ? "" : " " + g.steps[g.step[edge]][2] + " " + g.events[g.event[edge]])
                  + " " + g.value(state, g.variables[n % g.variables.length]) + " "
                  + g.verdicts[g.stateVerdict[state]][0].join(","));
              }
              return out.join("\\n");
            }
            """;

    private static Graph graph;
    private static List<String> expected;

    @BeforeAll
    static void walk() throws Exception {
        final Tools tools = Tools.open();
        graph = tools.shop().graph(Design.named("V1", tools.spec()), Decisions.SCENE, Site.MODULE);
        expected = new ArrayList<>();
        int seed = 7;
        int state = graph.initial()[0];
        for (int n = 0; n < STEPS; n++) {
            seed = next(seed);
            // From time to time it begins again: a design may lead to where there is only one way.
            final int many = n % 60 == 0 ? 0 : graph.firstEdge(state + 1) - graph.firstEdge(state);
            final int edge = many == 0 ? -1 : graph.firstEdge(state) + (seed >> 8) % many;
            state = many == 0 ? graph.initial()[(seed >> 8) % graph.initial().length] : graph.target(edge);
            expected.add(edge + " " + state + (edge < 0 ? "" : " " + graph.step(edge) + " " + graph.event(edge)) + " "
                    + graph.value(state, n % graph.variables().size()) + " " + String.join(",",
                    graph.verdictsOfState(state).failing()));
        }
        assertTrue(expected.stream().distinct().count() > 1000, "the walk moves");
    }

    /** The next number of a sequence that Java and the page compute alike. */
    private static int next(final int seed) {
        return (int) ((seed * 1103515245L + 12345) & 0x7fffffff);
    }

    /** The walk in the script engine. */
    private static List<String> inTheEngine(final String code, final String data) {
        try (Context c = Context.enter()) {
            c.setLanguageVersion(Context.VERSION_ES6);
            final Scriptable scope = c.initStandardObjects();
            scope.put("json", scope, data);
            c.evaluateString(scope, code + WALK, "buffer.js", 1, null);
            final Object said = c.evaluateString(scope, "walk(new Graph(JSON.parse(json)), " + STEPS + ")", "walk", 1, null);
            return List.of(Context.toString(said).split("\n", -1));
        }
    }

    @Test
    void inAScriptEngine() throws Exception {
        final String data = new PlayerData(graph).json();
        assertEquals(expected, inTheEngine(Site.fixed("buffer.js"), data));
        assertNotEquals(expected, inTheEngine(Site.fixed("buffer.js").replace("all.push(e)", "all.unshift(e)"),
                data));
    }

    @Test
    void inABrowser(@TempDir final Path site) throws Exception {
        Files.createDirectory(site.resolve("data"));
        Files.writeString(site.resolve("data/V1.js"), new PlayerData(graph).script());
        Files.writeString(site.resolve("buffer.js"), Site.fixed("buffer.js"));
        Files.writeString(site.resolve("walk.html"), "<!DOCTYPE html><meta charset=\"utf-8\"><pre id=\"out\"></pre><script"
                + " src=\"buffer.js\"></script><script>"
                + WALK + "loadGraph(\"V1\").then(g => { document.getElementById(\"out\").textContent = walk(g, " + STEPS
                + "); });</script>");
        try (Browser b = Browser.open(site)) {
            b.go("walk.html");
            b.until("document.getElementById('out').textContent");
            assertEquals(expected, List.of(((String) b.run("return document.getElementById('out').textContent")).split("\n",
                    -1)));
            assertEquals(List.of(), b.complaints());
        }
    }
}
