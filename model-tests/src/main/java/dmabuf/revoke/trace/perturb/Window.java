// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.perturb;

import dmabuf.revoke.trace.read.Errors;
import dmabuf.revoke.trace.read.FtraceLine;
import dmabuf.revoke.trace.read.Keys;
import dmabuf.revoke.trace.read.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The part of a trace in which it is perturbed. Lines are counted from 0.
 *
 * @param from its first line
 * @param to the line behind its last one
 * @param end where the perturbed trace is cut: what a change does later is not asked
 */
record Window(int from, int to, int end) {
    /** Up to this many lines a trace is perturbed and decided as a whole. */
    static final int LONG = 10_000;

    /** How many windows a longer trace gets, with the one at its beginning. */
    static final int WINDOWS = 4;

    /** From how many of those for which TLC visits the fewest states the others are drawn. */
    private static final int CHEAPEST = 8;

    /** By how much the silent steps of an attached importer multiply the states: it may lock and pin. */
    private static final int ATTACHED = 6;

    /** By how much a thread in attach multiplies them. */
    private static final int ATTACHING = 3;

    private static final int CALLS = 2;
    private static final int LINES = 60;
    private static final int FIRST = 600;
    private static final int AFTER = 20;
    private static final int MOST = 4_000;

    /** The windows of a trace. Those of a long one begin and end where a call of the exporter returns. */
    static List<Window> of(final List<String> trace, final SplittableRandom random) {
        if (trace.size() <= LONG) {
            return List.of(new Window(0, trace.size(), trace.size()));
        }
        final Scan scan = new Scan(trace);
        final Map<Window, Double> states = new LinkedHashMap<>();
        final List<Window> found = new ArrayList<>();
        final Window first = scan.from(0, 0, FIRST);
        if (first != null) {
            found.add(first);
        }
        for (int n = 0; n < scan.returns.size(); n++) {
            final Window w = scan.from(scan.returns.get(n), n + 1, LINES);
            if (w != null && (first == null || w.from() >= first.end()) && scan.attached(w) >= 2) {
                states.put(w, scan.states(w, n));
            }
        }
        final List<Window> all = new ArrayList<>(states.keySet());
        all.sort(Comparator.comparing(states::get));
        all.subList(Math.min(CHEAPEST, all.size()), all.size()).clear();
        while (found.size() < WINDOWS && !all.isEmpty()) {
            final Window w = all.get(random.nextInt(all.size()));
            found.add(w);
            all.removeIf(o -> o.from() < w.end() && w.from() < o.end());
        }
        return found.isEmpty() ? List.of(new Window(0, LONG, LONG)) : found;
    }

    /** Where the exporter's calls return, and how many importers are attached. */
    private static final class Scan {
        final List<Integer> returns = new ArrayList<>();

        /** For each return, the lines at which those had attached who are there. */
        private final List<int[]> there = new ArrayList<>();

        private final int[] attached;
        private final int[] attaching;

        /** For each line, roughly how many events of a history belong to it: of the exporter, and of an importer. */
        private final int[] exporters;
        private final int[] importers;

        Scan(final List<String> trace) {
            attached = new int[trace.size()];
            attaching = new int[trace.size()];
            exporters = new int[trace.size()];
            importers = new int[trace.size()];
            final FtraceLine line = new FtraceLine();
            final Vocabulary words = new Vocabulary();
            final Map<Long, Integer> now = new HashMap<>();
            int calls = 0;
            for (int n = 0; n < attached.length; n++) {
                final byte[] bytes = trace.get(n).getBytes(StandardCharsets.ISO_8859_1);
                if (line.parse(bytes, 0, bytes.length)) {
                    final long attachment = line.number(Keys.ATTACH);
                    switch (words.kind(line.event(words))) {
                        case VFIO_PCI_DMA_BUF_MOVE_RET -> {
                            returns.add(n + 1);
                            there.add(now.values().stream().mapToInt(Integer::intValue).toArray());
                        }
                        case DYNATTACH_IN -> {
                            calls++;
                            importers[n] = 1;
                        }
                        case DYNATTACH_RET -> {
                            calls = Math.max(0, calls - 1);
                            importers[n] = 1;
                            if (Errors.of(attachment) == 0) {
                                now.put(attachment, n);
                            }
                        }
                        case DETACH_IN, MAP_IN, MAP_RET, UNMAP_IN -> importers[n] = 1;
                        case DETACH_RET -> now.remove(attachment);
                        case INVALIDATE_RET -> exporters[n] = 4;
                        case WAIT_RET -> exporters[n] = 2;
                        default -> {
                            // It is no event of a history, or one that seldom comes alone.
                        }
                    }
                }
                attached[n] = now.size();
                attaching[n] = calls;
            }
        }

        /** The most importers that are attached at a time. */
        int attached(final Window w) {
            int most = 0;
            for (int n = w.from(); n < w.end(); n++) {
                most = Math.max(most, attached[n]);
            }
            return most;
        }

        /** Roughly in how many states TLC is for the window, and for what is left of the part before. @param at of its beginning */
        double states(final Window w, final int at) {
            double sum = 0;
            for (int n = 0; n < w.from(); n++) {
                if (exporters[n] > 0) {
                    final int line = n;
                    sum += exporters[n] * Math.pow(ATTACHED, Arrays.stream(there.get(at)).filter(a -> a < line).count());
                }
            }
            for (int n = w.from(); n < w.end(); n++) {
                sum += (exporters[n] + importers[n]) * Math.pow(ATTACHED, attached[n]) * Math.pow(ATTACHING, attaching[n]);
            }
            return sum;
        }

        /** The window from a line on, with some calls and at least so many lines; null if there is none that is short enough. */
        Window from(final int from, final int next, final int lines) {
            int to = -1;
            for (int n = next + CALLS - 1; n < returns.size(); n++) {
                final int at = returns.get(n);
                if (to < 0 && at - from >= lines) {
                    to = at;
                } else if (to > 0 && at - to >= AFTER) {
                    return at - from <= MOST ? new Window(from, to, at) : null;
                }
            }
            return null;
        }
    }
}
