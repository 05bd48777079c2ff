// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.tlc.Undecided;
import dmabuf.revoke.trace.read.FtraceLine;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A trace that can be repeated: it is cut after the last return of a restore at which no thread is in a call, and the release of
 * each live buffer is appended.
 */
final class Repeatable {
    private static final String MOVE = "vfio_pci_dma_buf_move";
    private static final Pattern BUFFER = Pattern.compile("dmabuf=(0x[0-9a-f]+)");

    private final FtraceLine line = new FtraceLine();
    private final Set<String> open = new HashSet<>();
    private final Set<String> returning = new HashSet<>();
    private final Map<String, Boolean> alive = new LinkedHashMap<>();
    private String device = "";

    private Repeatable() {}

    /** @throws Undecided if there is no such place */
    static List<String> of(final List<String> trace) throws Undecided {
        final Repeatable r = new Repeatable();
        trace.forEach(r::meet);
        int end = -1;
        List<String> left = List.of();
        for (int n = 0; n < trace.size(); n++) {
            if (r.isEnd(trace.get(n))) {
                end = n;
                left = List.copyOf(r.alive.keySet());
            }
        }
        if (end < 0) {
            throw new Undecided("the trace has no restore of VFIO that returns while no thread is inside a call, so that it cannot be"
                    + " repeated");
        }
        final List<String> all = new ArrayList<>(trace.subList(0, end + 1));
        final String like = trace.get(end).substring(0, trace.get(end).indexOf(": ") + 2);
        left.forEach(b -> all.add(like + "file_release: (dma_buf_file_release+0x4/0x8) dmabuf=" + b));
        return all;
    }

    /** The first pass: collects the functions whose return was recorded. */
    private void meet(final String text) {
        final String event = event(text);
        if (event.endsWith("_ret")) {
            returning.add(event.substring(0, event.length() - 4));
        }
    }

    private String event(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return line.parse(bytes, 0, bytes.length) ? line.what().substring(0, line.what().indexOf(':')) : "";
    }

    /** The second pass: tracks open calls and live buffers. {@return whether the trace may end after a line} */
    private boolean isEnd(final String text) {
        final String event = event(text);
        final Matcher buffer = BUFFER.matcher(text);
        if (event.equals("export_ret") && buffer.find()) {
            alive.put(buffer.group(1), true);
        } else if (event.equals("file_release") && buffer.find()) {
            alive.remove(buffer.group(1));
        } else if (event.equals(MOVE)) {
            device = text.contains("a2=0x0") ? "restored" : "revoked";
        }
        if (event.endsWith("_ret")) {
            open.remove(line.thread() + event.substring(0, event.length() - 4));
        } else if (returning.contains(event.replaceFirst("_in$", ""))) {
            open.add(line.thread() + event.replaceFirst("_in$", ""));
        }
        return event.equals(MOVE + "_ret") && open.isEmpty() && device.equals("restored");
    }
}
