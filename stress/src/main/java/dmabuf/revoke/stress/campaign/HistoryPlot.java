// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import static dmabuf.revoke.report.JunitXml.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The campaigns of a folder, one bar each with the percentage of the allowed outcomes that it saw; and a comparison with the
 * last.
 */
final class HistoryPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 160;
    private static final int LEFT = 40;
    private static final int MOST = 60;

    private final Summary now;
    private final List<Summary> before;

    HistoryPlot(final Summary now, final List<Summary> before) {
        this.now = now;
        this.before = before;
    }

    void write(final StringBuilder out) {
        if (before.isEmpty()) {
            return;
        }
        out.append("<h2>History</h2>\n<p>").append(escape(against(before.get(before.size() - 1)))).append("</p>\n");
        final List<Summary> all = new ArrayList<>(before);
        all.add(now);
        plot(all.subList(Math.max(0, all.size() - MOST), all.size()), out);
        out.append("<div class=\"wide\"><table><tr><th>campaign</th><th>began</th><th>commit</th><th>found</th></tr>\n");
        for (int n = all.size() - 1; n >= 0; n--) {
            final Summary s = all.get(n);
            out.append("<tr class=\"").append(s.failures().isEmpty() ? "" : "bad").append("\"><td>")
                    .append(escape(s.results().file().getFileName().toString())).append("</td><td>").append(escape(s.results().head().began()))
                    .append("</td><td>").append(escape(s.results().head().commit())).append("</td><td>").append(escape(s.lines().get(0)))
                    .append("</td></tr>\n");
        }
        out.append("</table></div>\n");
    }

    /** The changes since the last campaign, in a sentence. */
    private String against(final Summary last) {
        return String.format(
                Locale.ROOT, "Outcomes seen: %.1f %% (%.1f %% in the campaign before); samples a second: %,.0f (%,.0f).",
                100 * share(now), 100 * share(last), rate(now), rate(last));
    }

    private static double share(final Summary s) {
        return s.allowed() == 0 ? 0 : (double) s.seen() / s.allowed();
    }

    private static double rate(final Summary s) {
        return s.samples() / Math.max(s.seconds(), 1e-3);
    }

    private static void plot(final List<Summary> all, final StringBuilder out) {
        final double step = (double) (WIDTH - LEFT) / all.size();
        out.append(String.format(
                Locale.ROOT, "<svg class=\"plot\" viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">", WIDTH, HEIGHT + 20,
                WIDTH, "the part of the allowed outcomes that each campaign saw"));
        for (final int percent : new int[] {0, 50, 100}) {
            final double y = 10 + (HEIGHT - 20) * (1 - percent / 100.0);
            out.append(String.format(
                    Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"0\" y=\"%.1f\">%d %%</text>", LEFT, WIDTH, y, y,
                    y + 4, percent));
        }
        for (int n = 0; n < all.size(); n++) {
            final double high = (HEIGHT - 20) * share(all.get(n));
            out.append(String.format(
                    Locale.ROOT, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%s</title></rect>",
                    all.get(n).failures().isEmpty() ? "" : "bad", LEFT + n * step + step * 0.15, HEIGHT - 10 - high, step * 0.7, high,
                    escape(all.get(n).lines().get(0))));
        }
        out.append("</svg>\n");
    }
}
