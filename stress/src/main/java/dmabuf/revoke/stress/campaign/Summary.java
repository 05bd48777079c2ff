// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.service.Subcommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The results of all turns of a campaign, unit by unit.
 *
 * @param results the file
 * @param units by name
 */
record Summary(Results results, SortedMap<String, Tally> units) {
    static Summary of(final Results r) {
        final SortedMap<String, Tally> units = new TreeMap<>();
        for (final String u : r.head().units()) {
            units.put(u, new Tally(r.head().outcomes().getOrDefault(u, new TreeMap<>())));
        }
        r.turns().stream().filter(t -> units.containsKey(t.unit())).forEach(t -> units.get(t.unit()).add(t));
        return new Summary(r, units);
    }

    long samples() {
        return units.values().stream().mapToLong(Tally::samples).sum();
    }

    long turns() {
        return units.values().stream().mapToLong(Tally::turns).sum();
    }

    long allowed() {
        return ran().stream().mapToLong(t -> t.allowed().size()).sum();
    }

    long seen() {
        return allowed() - ran().stream().mapToLong(Tally::unseen).sum();
    }

    /** The failures by signature, each with the units in which it occurred. */
    SortedMap<String, List<String>> failures() {
        final SortedMap<String, List<String>> all = new TreeMap<>();
        units.forEach((u, t) -> t.failures().keySet().forEach(s -> all.computeIfAbsent(s, x -> new ArrayList<>()).add(u)));
        return all;
    }

    /** The units that have had a turn. */
    List<Tally> ran() {
        return units.values().stream().filter(t -> t.turns() > 0).toList();
    }

    /** The seconds that the campaign has used. */
    double seconds() {
        return results.elapsed();
    }

    /** The shards that a complete run has and this one lacks; empty if it has all, or need not have all. */
    List<String> missing() {
        final List<String> shards = results.head().shards();
        final List<String> missing = new ArrayList<>();
        if (results.head().merged()) {
            final int of = Shard.of(shards.get(0)).of();
            for (int n = 1; n <= of; n++) {
                if (!shards.contains(n + "/" + of)) {
                    missing.add(n + "/" + of);
                }
            }
        }
        return missing;
    }

    /** A check for each unit; a unit with failures has one for each failure. */
    List<Check> checks(final Path folder) {
        final List<Check> checks = new ArrayList<>();
        units.forEach((name, t) -> checks.addAll(checks(name, t, folder)));
        return checks;
    }

    private List<Check> checks(final String name, final Tally t, final Path folder) {
        final String group = "campaign " + name.substring(0, name.indexOf('/'));
        final String lacking = results.head().lacking().get(name);
        if (lacking != null) {
            return List.of(Check.notRun(group, name, "not run here: " + lacking));
        }
        if (t.turns() == 0) {
            return List.of(Check.notRun(group, name, "its turn did not come in this time"));
        }
        if (!t.failures().isEmpty()) {
            return t.failures().values().stream()
                    .map(f -> Check.of(group, name + ": " + f.signature(), false, f.what() + " (" + t.times(f.signature()) + " turns)",
                            "./revoke replay " + folder.resolve(f.file())).took(t.seconds()))
                    .toList();
        }
        if (t.samples() == 0) {
            return List.of(Check.undecided(group, name, t.trouble(), "").took(t.seconds()));
        }
        return List.of(Check.of(group, name, true, line(t), "").took(t.seconds()));
    }

    /** The numbers of a unit, in words. */
    static String line(final Tally t) {
        return String.format(
                Locale.ROOT, "%,d samples in %,d turns, %.0f s%s", t.samples(), t.turns(), t.seconds(),
                t.allowed().isEmpty() ? "" : "; " + (t.allowed().size() - t.unseen()) + " of " + t.allowed().size() + " outcomes seen");
    }

    /** The totals, a line each. */
    List<String> lines() {
        final List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d turns of %d of %d units in %s: %,d samples, %,d of %,d outcomes seen, %d failure%s%s",
                turns(), ran().size(), units.size(), Progress.clock(seconds()), samples(), seen(), allowed(), failures().size(),
                failures().size() == 1 ? "" : "s", results.end().isEmpty() ? "" : "; " + results.end()));
        final Map<String, String> lacking = results.head().lacking();
        if (!lacking.isEmpty()) {
            lines.add(lacking.size() + " units are not run here; the first: " + lacking.entrySet().iterator().next());
        }
        final long waiting = units.entrySet().stream().filter(u -> u.getValue().turns() == 0 && !lacking.containsKey(u.getKey())).count();
        if (waiting > 0) {
            lines.add(waiting + " units had no turn in this time");
        }
        if (!missing().isEmpty()) {
            lines.add("not whole: these shards are missing: " + String.join(", ", missing()));
        }
        if (!results.remark().isEmpty()) {
            lines.add(results.remark());
        }
        return lines;
    }

    /** 1 if there is a failure; 2 if nothing was sampled, a unit has no result, or something is missing; else 0. */
    int exitCode() {
        if (!failures().isEmpty()) {
            return Subcommand.DIFFERS;
        }
        final boolean silent = ran().stream().anyMatch(t -> t.samples() == 0);
        return samples() == 0 || silent || !missing().isEmpty() || !results.damaged().isEmpty()
                ? Subcommand.UNDECIDED
                : Subcommand.AS_EXPECTED;
    }
}
