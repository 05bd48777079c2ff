// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.graph;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The records of a raw export. It must be complete: TLC has checked every state that an edge joins, and exactly once. */
final class RawExport {
    /** Source, step, event, target and verdicts of an edge. */
    static final int WIDTH = 5;

    final List<String> variables = new ArrayList<>();
    final List<byte[]> values = new ArrayList<>();
    final List<byte[]> steps = new ArrayList<>();
    final List<byte[]> events = new ArrayList<>();

    /** The values of a state, by its number. */
    final List<int[]> states = new ArrayList<>();

    final List<Integer> verdictOfState = new ArrayList<>();
    final List<Integer> initial = new ArrayList<>();

    /** The initial states that are not initial states of the contract. */
    final Set<Integer> strangers = new HashSet<>();

    /** Claims and cases in one text, with their number. */
    final Map<String, Integer> verdicts = new HashMap<>();

    private final List<String> booleans = new ArrayList<>();
    private int[] edges = new int[1 << 16];
    private int used;

    private RawExport() {}

    /** @param name of the exported configuration, for messages */
    static RawExport read(final Path file, final String name) throws IOException, BadGraph {
        final RawExport r = new RawExport();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            r.records(in);
        } catch (EOFException e) {
            throw new BadGraph("the export of " + name + " is incomplete: " + file);
        } catch (BadGraph e) {
            throw new BadGraph("the export of " + name + " " + e.getMessage());
        }
        return r;
    }

    int edges() {
        return used / WIDTH;
    }

    /** A field of an edge. */
    int edge(final int e, final int field) {
        return edges[e * WIDTH + field];
    }

    private void records(final DataInputStream in) throws IOException, BadGraph {
        while (true) {
            final int tag = in.readByte();
            switch (tag) {
                case 'H' -> {
                    for (int n = in.readInt(); n > 0; n--) {
                        variables.add(in.readUTF());
                    }
                }
                case 'V' -> values.add(bytes(in));
                case 'L' -> steps.add(bytes(in));
                case 'N' -> events.add(bytes(in));
                case 'B' -> booleans.add(new String(bytes(in), StandardCharsets.UTF_8));
                case 'S' -> state(in);
                case 'I' -> {
                    final int s = in.readInt();
                    initial.add(s);
                    if (!in.readBoolean()) {
                        strangers.add(s);
                    }
                }
                case 'E' -> edge(in.readInt(), in.readInt(), in.readInt(), in.readInt(), verdict(in));
                case 'Z' -> {
                    if (in.readLong() != edges() || in.read() != -1) {
                        throw new BadGraph("does not end where it says");
                    }
                    whole();
                    return;
                }
                default -> throw new BadGraph("has a record of no known kind: " + tag);
            }
        }
    }

    private static byte[] bytes(final DataInputStream in) throws IOException {
        final byte[] b = new byte[in.readInt()];
        in.readFully(b);
        return b;
    }

    private void state(final DataInputStream in) throws IOException, BadGraph {
        final int s = in.readInt();
        while (states.size() <= s) {
            states.add(null);
            verdictOfState.add(null);
        }
        if (states.get(s) != null) {
            throw new BadGraph("has the state " + s + " twice: TLC checked it again");
        }
        final int[] ofState = new int[variables.size()];
        for (int n = 0; n < ofState.length; n++) {
            ofState[n] = in.readInt();
        }
        states.set(s, ofState);
        verdictOfState.set(s, verdict(in));
    }

    private int verdict(final DataInputStream in) throws IOException {
        final String text = booleans.get(in.readInt()) + "\n" + booleans.get(in.readInt());
        return verdicts.computeIfAbsent(text, t -> verdicts.size());
    }

    private void edge(final int... fields) {
        if (used + WIDTH > edges.length) {
            edges = Arrays.copyOf(edges, edges.length * 2);
        }
        System.arraycopy(fields, 0, edges, used, WIDTH);
        used += WIDTH;
    }

    /** Checks that both ends of each edge, and all initial states, are states of the export. */
    private void whole() throws BadGraph {
        for (int e = 0; e < edges(); e++) {
            known(edge(e, 0), "an edge that comes from");
            known(edge(e, 3), "an edge to");
        }
        for (final int s : initial) {
            known(s, "an initial state that is");
        }
        for (int s = 0; s < states.size(); s++) {
            known(s, "a number for");
        }
    }

    private void known(final int state, final String what) throws BadGraph {
        if (state >= states.size() || states.get(state) == null) {
            throw new BadGraph("has " + what + " a state that TLC never checked: it took the state for another one"
                    + " (equal fingerprints, or a VIEW), or StateX did not report it");
        }
    }
}
