package dmabuf.revoke.trace;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.oracle.Refusal;
import dmabuf.revoke.oracle.StateSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** What was found: verdicts, promises broken, hazards, and how much was judged at all. Bounded. Not thread-safe. */
final class Verdicts {
    /** How many findings, and how many breaches, are kept with all that can be said of them. */
    private static final int KEPT = 50;

    private static final Set<String> DESIGNED = Set.of("vfio_pci_core", "iommufd");
    private static final int STATES = 4;
    private static final Set<String> TOLD =
            Set.of("kind", "flag", "list", "resv", "count", "mapped", "told", "job", "exp", "drv", "cb", "todo",
                    "closed");

    private final Hazards hazards = new Hazards();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Breach> breaches = new ArrayList<>();
    private final Map<String, Integer> exporters = new LinkedHashMap<>();
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private int buffers;
    private int unseen;
    private long attachments;
    private long overlaps;
    private int refuted;
    private int beyond;
    private long further;
    private long broken;
    private final List<Long> furtherLines = new ArrayList<>();

    Hazards hazards() {
        return hazards;
    }

    void begins(final Buffer b) {
        buffers++;
        unseen += b.line == 0 ? 1 : 0;
        final String exporter = b.exporter.isEmpty() ? "an exporter not seen" : b.exporter;
        final String known = exporters.size() < KEPT || DESIGNED.contains(exporter) ? exporter : "other exporters";
        exporters.merge(known + " as " + b.base.standard().design, 1, Integer::sum);
    }

    /** A buffer is not judged any further. */
    void leaves(final Buffer b, final String why) {
        if (!b.refuted) {
            left.merge(why, 1, Integer::sum);
        }
    }

    void attaches() {
        attachments++;
    }

    void overlap() {
        overlaps++;
    }

    void refuted(
            final Buffer b,
            final String who,
            final long attachment,
            final Refusal r,
            final long line,
            final String text,
            final Graph graph) {
        if (b.refuted) {
            further++;
            if (furtherLines.size() < KEPT) {
                furtherLines.add(line);
            }
            return;
        }
        b.refuted = true;
        if (r.beyond()) {
            beyond++;
        } else {
            refuted++;
        }
        if (findings.size() < KEPT) {
            findings.add(new Finding(b, who, b.base.standard().design, r, line, text, states(r.before(), graph),
                    b.window.lines(b, attachment)));
        }
    }

    private static List<String> states(final StateSet set, final Graph graph) {
        final Set<String> lines = new LinkedHashSet<>();
        for (int n = 0; n < set.size(); n++) {
            final StringBuilder out = new StringBuilder();
            final SortedMap<String, Value> state = graph.state(set.state(n));
            state.forEach((name, value) -> {
                if (TOLD.contains(name)) {
                    out.append(out.isEmpty() ? "" : ", ").append(name).append(' ').append(brief(value));
                }
            });
            lines.add(out.toString());
            if (lines.size() > STATES) {
                break;
            }
        }
        return List.copyOf(lines);
    }

    /** Of a call what it is, and of an exporter's what is left of it. */
    private static String brief(final Value v) {
        if (v instanceof Value.Rec r && r.fields().size() == 1) {
            return brief(r.fields().values().iterator().next());
        }
        if (v instanceof Value.Rec r && r.fields().containsKey("left")) {
            return r.get("op").text() + r.get("left");
        }
        if (v instanceof Value.Rec r && r.fields().containsKey("at")) {
            return r.get("op").text() + "/" + r.get("at").text();
        }
        if (v instanceof Value.Rec r && r.fields().containsKey("i1")) {
            return brief(r.get("i1"));
        }
        return v.toString().replace("\"", "");
    }

    void broken(final Attachment a, final Word w, final long line, final String text) {
        broken++;
        final boolean late = w == Word.READS;
        final String claim = late ? "S1" : w == Word.WRITES || a.job != 0 ? "S5" : "S2";
        final String sentence = switch (claim) {
            case "S1" -> "a mapping was handed out while the buffer was revoked";
            case "S5" -> w == Word.WRITES ? "a job began on a buffer that is revoked"
                    : "the exporter's call has returned, and a job is running";
            default -> "the exporter's call has returned, and a mapping is alive";
        };
        if (breaches.size() < KEPT) {
            breaches.add(new Breach(a.buffer.serial, World.who(a), line, text, claim, sentence));
        }
    }

    List<Finding> findings() {
        return findings;
    }

    List<Breach> breaches() {
        return breaches;
    }

    /** How many buffers there were, by exporter and design. */
    Map<String, Integer> exporters() {
        return exporters;
    }

    /** How many buffers were not judged to their end, by the reason. */
    Map<String, Integer> left() {
        return left;
    }

    int buffers() {
        return buffers;
    }

    int unseen() {
        return unseen;
    }

    long attachments() {
        return attachments;
    }

    long overlaps() {
        return overlaps;
    }

    int refuted() {
        return refuted;
    }

    int beyond() {
        return beyond;
    }

    long further() {
        return further;
    }

    /** The first lines that were refused of buffers that were refuted already. */
    List<Long> furtherLines() {
        return furtherLines;
    }

    long broken() {
        return broken;
    }

    int explained() {
        return buffers - refuted - beyond - left.values().stream().mapToInt(Integer::intValue).sum();
    }
}
