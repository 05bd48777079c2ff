// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The results: verdicts, broken promises, hazards, and how much was judged. Bounded. Not thread-safe. */
public final class Verdicts {
    /** How many findings, and how many breaches, are kept with all details. */
    private static final int KEPT = 50;

    private static final Set<String> DESIGNED = Set.of("vfio_pci_core", "iommufd");

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
    private Consumer<Finding> listener = f -> {};
    private final Calls calls = new Calls();
    private final List<BrokenRule> rules = new ArrayList<>();
    private long brokenRules;
    private final Map<String, String> strange = new LinkedHashMap<>();
    private long late;
    private final Unused unused = new Unused();
    private int unjudged;
    private int doubted;
    private final Map<Absence, Doubt> doubts = new EnumMap<>(Absence.class);
    private long further;
    private long broken;
    private final List<Long> furtherLines = new ArrayList<>();

    public Hazards hazards() {
        return hazards;
    }

    /** A buffer's history begins; seen if its export was. */
    public void begins(final String exporter, final String design, final boolean seen) {
        buffers++;
        unseen += seen ? 0 : 1;
        final String name = exporter.isEmpty() ? "an exporter not seen" : exporter;
        final String known = exporters.size() < KEPT || DESIGNED.contains(name) ? name : "other exporters";
        exporters.merge(known + " as " + design, 1, Integer::sum);
    }

    /** A buffer that was not refuted is not judged any further. */
    public void leaves(final String why) {
        left.merge(why, 1, Integer::sum);
    }

    public void attaches() {
        attachments++;
    }

    public void overlap() {
        overlaps++;
    }

    /** The calls that were judged from beginning to return. */
    public Calls calls() {
        return calls;
    }

    /** A line is about a buffer whose beginning was not seen. */
    public void late() {
        late++;
    }

    /** How many lines were about buffers whose beginning was not seen. */
    public long lateLines() {
        return late;
    }

    /** A buffer that was in doubt, or not judged, is refuted after all. */
    public void isRefuted(final boolean wasInDoubt) {
        doubted -= wasInDoubt ? 1 : 0;
        unjudged -= wasInDoubt ? 0 : 1;
    }

    /** Sets the listener that is told of each refutation when it is found. */
    public void listen(final Consumer<Finding> to) {
        listener = to;
    }

    /** The first refusal of a buffer. */
    public void refuted(final Finding f) {
        listener.accept(f);
        if (f.refusal().beyond()) {
            beyond++;
        } else {
            refuted++;
        }
        if (findings.size() < KEPT) {
            findings.add(f);
        }
    }

    /**
     * A line is a behaviour only if events of these sorts happened unseen, and they may have been recorded.
     *
     * @param first whether it is the first such line of its buffer
     */
    public void doubts(final List<Absence> reasons, final String event, final String buffer, final long line, final boolean first) {
        doubted += first ? 1 : 0;
        for (final Absence a : reasons) {
            doubts.computeIfAbsent(a, k -> new Doubt(event, buffer, line));
        }
    }

    /** A line of an already refuted buffer is refused. */
    public void further(final long line) {
        further++;
        if (furtherLines.size() < KEPT) {
            furtherLines.add(line);
        }
    }

    /** The contract is broken. @param job whether a job of that importer is running */
    public void broken(
            final int buffer, final String who, final Word w, final boolean job, final long line, final String text) {
        broken++;
        final boolean late = w == Word.READS;
        final String claim = late ? "S1" : w == Word.WRITES || job ? "S5" : "S2";
        final String sentence = switch (claim) {
            case "S1" -> "a mapping was handed out while the buffer was revoked";
            case "S5" -> w == Word.WRITES ? "a job began on a buffer that is revoked"
                    : "the exporter's call has returned, and a job is running";
            default -> "the exporter's call has returned, and a mapping is alive";
        };
        if (breaches.size() < KEPT) {
            breaches.add(new Breach(buffer, who, line, text, claim, sentence));
        }
    }

    /**
     * An exporter does something that an exporter which only moves its buffers never does.
     *
     * @param first whether this buffer was judged up to here
     * @param why the line that shows it
     */
    public void strange(final String exporter, final boolean first, final String why) {
        unjudged += first ? 1 : 0;
        if (strange.size() < KEPT) {
            strange.putIfAbsent(exporter, why);
        }
    }

    public Unused unused() {
        return unused;
    }

    /** The exporters that are not judged, and why. */
    public Map<String, String> strange() {
        return strange;
    }

    /** A rule is broken. */
    public void broken(final BrokenRule rule) {
        brokenRules++;
        if (rules.size() < KEPT) {
            rules.add(rule);
        }
    }

    /** The first broken rules. */
    public List<BrokenRule> rules() {
        return rules;
    }

    /** How often rules were broken. */
    public long brokenRules() {
        return brokenRules;
    }

    public List<Finding> findings() {
        return findings;
    }

    public List<Breach> breaches() {
        return breaches;
    }

    /** How many buffers there were, by exporter and design. */
    public Map<String, Integer> exporters() {
        return exporters;
    }

    /** The number of buffers that were not judged to their end, by reason. */
    public Map<String, Integer> left() {
        return left;
    }

    public int buffers() {
        return buffers;
    }

    public int unseen() {
        return unseen;
    }

    public long attachments() {
        return attachments;
    }

    public long overlaps() {
        return overlaps;
    }

    public int refuted() {
        return refuted;
    }

    public int beyond() {
        return beyond;
    }

    /** For each event that the trace lacks and that may not have been recorded: the first line whose verdict depends on it. */
    public Map<Absence, Doubt> doubts() {
        return doubts;
    }

    public long further() {
        return further;
    }

    /** The first refused lines of buffers that were already refuted. */
    public List<Long> furtherLines() {
        return furtherLines;
    }

    public long broken() {
        return broken;
    }

    public int explained() {
        return buffers - refuted - beyond - doubted - unjudged - left.values().stream().mapToInt(Integer::intValue).sum();
    }
}
