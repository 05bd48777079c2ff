// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Step;
import dmabuf.revoke.report.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

/**
 * The graph of a design as a script that a page loads. The script holds compressed JSON in base 64, because a browser fetches no
 * data from a disk. Tables are columns of numbers, which compress well; targets are differences from their sources.
 */
final class PlayerData {
    private final Graph graph;
    private final Map<String, Integer> pool = new LinkedHashMap<>();
    private final Map<String, Integer> steps = new LinkedHashMap<>();
    private final Map<String, Integer> verdicts = new LinkedHashMap<>();

    PlayerData(final Graph graph) {
        this.graph = graph;
    }

    /** The script. */
    String script() {
        return "revokeData(" + Json.text(graph.origin().configuration()) + ",\""
                + Base64.getEncoder().encodeToString(compressed()) + "\");\n";
    }

    private byte[] compressed() {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(json().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    String json() {
        final List<String> columns = new ArrayList<>();
        for (int v = 0; v < graph.variables().size(); v++) {
            final int variable = v;
            columns.add(numbers(graph.states(), s -> number(pool, Json.text(graph.value(s, variable).toString()))));
        }
        final String step = numbers(graph.edges(), e -> number(steps, text(graph.step(e))));
        final String stateVerdicts = numbers(graph.states(), s -> number(verdicts, text(graph.verdictsOfState(s))));
        final String edgeVerdicts = numbers(graph.edges(), e -> number(verdicts, text(graph.verdictsOfEdge(e))));
        return "{\"design\":" + Json.text(graph.origin().configuration())
                + ",\"variables\":" + graph.variables().stream().map(Json::text).collect(Collectors.joining(",", "[", "]"))
                + ",\"pool\":" + list(pool) + ",\"values\":[" + String.join(",", columns) + "]"
                + ",\"initial\":" + IntStream.of(graph.initial()).boxed().map(String::valueOf)
                .collect(Collectors.joining(",", "[", "]"))
                + ",\"degree\":" + numbers(graph.states(), s -> graph.firstEdge(s + 1) - graph.firstEdge(s))
                + ",\"target\":" + targets()
                + ",\"step\":" + step + ",\"steps\":" + list(steps)
                + ",\"event\":" + numbers(graph.edges(), graph::eventId)
                + ",\"events\":" + graph.events().stream().map(PlayerData::text).collect(Collectors.joining(",", "[", "]"))
                + ",\"stateVerdict\":" + stateVerdicts + ",\"edgeVerdict\":" + edgeVerdicts + ",\"verdicts\":" + list(verdicts)
                + "}";
    }

    private String targets() {
        final int[] source = new int[graph.edges()];
        for (int s = 0; s < graph.states(); s++) {
            java.util.Arrays.fill(source, graph.firstEdge(s), graph.firstEdge(s + 1), s);
        }
        return numbers(graph.edges(), e -> graph.target(e) - source[e]);
    }

    private static String numbers(final int many, final IntUnaryOperator of) {
        final StringBuilder out = new StringBuilder("[");
        for (int n = 0; n < many; n++) {
            out.append(n == 0 ? "" : ",").append(of.applyAsInt(n));
        }
        return out.append(']').toString();
    }

    private static int number(final Map<String, Integer> of, final String text) {
        return of.computeIfAbsent(text, t -> of.size());
    }

    private static String list(final Map<String, Integer> numbered) {
        return numbered.keySet().stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static String text(final Step s) {
        return "[" + Json.text(s.action()) + "," + Json.text(s.process()) + "," + Json.text(s.toString()) + ","
                + Json.text(s.function()) + ","
                + Json.text(s.section()) + "]";
    }

    private static String text(final Event e) {
        return e == null ? "null" : Json.text(e.toString());
    }

    private static String text(final Graph.Verdicts v) {
        return "[" + words(v.failing()) + "," + words(v.met()) + "]";
    }

    private static String words(final List<String> words) {
        return words.stream().map(Json::text).collect(Collectors.joining(",", "[", "]"));
    }
}
