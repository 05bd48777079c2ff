// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import java.util.ArrayList;
import java.util.List;

/** A history as text: one lane for each process, one line for each event, in the order in which it was judged. */
public final class HistoryLanes {
    private record Row(String lane, String text) {}

    private final List<Row> rows = new ArrayList<>();

    public void add(final String process, final String text) {
        rows.add(new Row(process, text));
    }

    @Override
    public String toString() {
        final List<String> lanes = rows.stream().map(Row::lane).distinct().toList();
        final int[] width = lanes.stream()
                .mapToInt(lane -> rows.stream()
                        .filter(r -> r.lane().equals(lane))
                        .mapToInt(r -> r.text().length())
                        .reduce(lane.length(), Math::max))
                .toArray();
        final StringBuilder out = new StringBuilder("     ");
        for (int n = 0; n < width.length; n++) {
            out.append(pad(lanes.get(n), width[n]));
        }
        for (int r = 0; r < rows.size(); r++) {
            end(out);
            out.append(String.format("%4d ", r + 1));
            for (int n = 0; n < width.length; n++) {
                out.append(pad(lanes.get(n).equals(rows.get(r).lane()) ? rows.get(r).text() : "", width[n]));
            }
        }
        end(out);
        return out.toString();
    }

    private static String pad(final String text, final int width) {
        return text + " ".repeat(width - text.length() + 2);
    }

    private static void end(final StringBuilder out) {
        while (out.charAt(out.length() - 1) == ' ') {
            out.setLength(out.length() - 1);
        }
        out.append('\n');
    }
}
