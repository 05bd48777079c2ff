// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import dmabuf.revoke.check.Aside;
import dmabuf.revoke.check.Cell;
import dmabuf.revoke.check.Decisions;
import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.KnobTable;
import dmabuf.revoke.check.Matrix;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "what-if",
        mixinStandardHelpOptions = true,
        description = "Changes knobs of a design, its importer or its program, decides the changed design, and shows"
                + " what breaks: what-if Linux73 FenceWait=None",
        footer = {"",
                "Exit codes: 0 every claim that the unchanged design keeps still holds, 1 one is broken, 2 undecided."})
public final class WhatIfCommand implements Subcommand {
    private static final int LONGEST_NAME = 120;

    @Parameters(index = "0", arity = "0..1", paramLabel = "DESIGN", description = "a design or a bug to start from")
    String base;

    @Parameters(index = "1..*", arity = "0..*", paramLabel = "KNOB=VALUE", description = "a knob and its new value")
    List<String> settings = List.of();

    @Option(names = "--importer", paramLabel = "KIND,FIELD=VALUE,...",
            description = "the only importer: a kind with changed fields, for example dynamic,fenced=FALSE")
    String importer;

    @Option(names = "--revoke", paramLabel = "STEP,...",
            description = "the steps of revoke and close, for example lock,set,broadcast,unlock,fences,put,unmaps,rearm;"
                    + " dropouter drops the outer lock in between, and retakeouter takes it again")
    String revoke;

    @Option(names = "--restore", paramLabel = "STEP,...", description = "the steps of restore")
    String restore;

    @Option(names = "--knobs", description = "list the knobs, their values, and what each decides; with a design, its"
            + " settings and their confidence")
    boolean knobs;

    @Override
    public Integer call() throws Exception {
        final Tools tools = Tools.open();
        final KnobTable table = KnobTable.of(tools.spec());
        if (knobs) {
            if (!settings.isEmpty()) {
                throw new Undecided("--knobs only lists the knobs, or the settings of a design; leave out "
                        + String.join(" ", settings));
            }
            System.out.print(base == null ? table.text() : table.text(tools.spec(), Design.named(base, tools.spec()).name()));
            return AS_EXPECTED;
        }
        if (base == null || settings.isEmpty() && importer == null && revoke == null && restore == null) {
            throw new Undecided("give a design and a knob, as in what-if Linux73 FenceWait=None (--knobs lists the"
                    + " knobs), or --importer, --revoke, --restore");
        }
        final String from = Design.named(base, tools.spec()).name();
        final SortedMap<String, Value> turned = table.turned(from, settings);
        final Value offers = turned.getOrDefault("Offers", table.settings().get(from).get("Offers"));
        final Value moves = turned.getOrDefault("MoveIn", table.settings().get(from).get("MoveIn"));
        if (offers.toString().equals("{}") && moves.toString().equals("\"None\"")) {
            throw new Undecided("an exporter that offers nothing and moves the buffer in no call does nothing, so that there is nothing to decide; " + from + " offers "
                    + table.settings().get(from).get("Offers"));
        }
        if (restore != null && !offers.toString().contains("\"restore\"")) {
            throw new Undecided(from + " offers no restore, so that its program would never run; it offers " + offers);
        }
        if (revoke != null && !offers.toString().matches(".*\"(revoke|close|kill)\".*")) {
            throw new Undecided(from + " offers neither revoke nor close, so that their program would never run; it offers " + offers);
        }
        final Design d = changed(from, turned, tools.spec());
        final List<Cell> cells = decided(tools, d, from, Decisions.SCENE, List.of());
        if (cells.stream().allMatch(c -> isAsBefore(c, tools.manifest().cell(from, c.property())))) {
            System.out.printf("The change makes no difference here: every cell is as in %s, including lengths and"
                    + " occasions.%n", from);
        }
        boolean breaks = breaks(tools, from, cells);
        for (final Aside a : tools.decisions().asides(d)) {
            final List<String> doers = a.doers(tools.shop().graph(d, a.scene()));
            System.out.printf("%nHere %s. The scene %s has actors that can then do harm: %s.%n%n", a.says(), a.scene(),
                    doers.isEmpty() ? "none does" : String.join(", ", doers));
            breaks |= breaks(tools, from, decided(tools, d, from, a.scene(), cells));
        }
        return breaks ? DIFFERS : AS_EXPECTED;
    }

    private static boolean isAsBefore(final Cell cell, final Cell before) {
        return cell.claimed(before).agrees(before);
    }

    /**
     * Decides a design in a scene, and prints the answer.
     *
     * @param known cells that were shown before: a claim that they refute is not shown again
     */
    private static List<Cell> decided(
            final Tools tools, final Design d, final String from, final String scene, final List<Cell> known)
            throws Undecided, InterruptedException {
        final List<String> before = new ArrayList<>();
        final List<Cell> cells = tools.decisions().decide(d, scene, x -> {
            if (tools.manifest().refutes(from, x.property())) {
                before.add(x.property());
                final int length = tools.manifest().cell(from, x.property()).length();
                if (x.length() < length && isUnknown(known, x.property())) {
                    System.out.printf("%s breaks %s as %s does, but in %d states instead of %d.%n%n%s%n",
                            d.name(), x.property(), from, x.length(), length, x.lanes());
                }
            } else if (isNotClaimed(tools, from, x.property())) {
                System.out.printf("%s breaks %s, which is not claimed of %s.%n%n", d.name(), x.property(), from);
            } else if (isUnknown(known, x.property())) {
                Explained.show(tools, d, x, System.out);
            }
        });
        Explained.showBefore(d, from, before, System.out);
        System.out.println(Matrix.text(
                cells, List.of(d.name()), List.copyOf(tools.manifest().properties().keySet())));
        System.out.print(Matrix.occasions(cells, tools.manifest().properties()));
        return cells;
    }

    private static boolean isUnknown(final List<Cell> known, final String property) {
        return known.stream().noneMatch(c -> c.property().equals(property) && c.isRefuted());
    }

    /** The design with all changes. */
    private Design changed(final String from, final SortedMap<String, Value> turned, final SpecText spec) throws Undecided {
        final StringBuilder name = new StringBuilder(from);
        final StringBuilder definitions = new StringBuilder();
        final StringBuilder constants = new StringBuilder();
        final SortedMap<String, Value> knobs = new TreeMap<>(turned);
        turned.forEach((knob, value) -> name.append('-').append(knob).append(KnobTable.plain(value)));
        if (importer != null) {
            final KindChange kind = KindChange.of(spec, importer);
            final Value guest = knobs.putIfAbsent("Guest", new Value.Str(kind.kind()));
            if (guest != null && !guest.equals(new Value.Str(kind.kind()))) {
                throw new Undecided("Guest is " + KnobTable.plain(guest) + ", so that the changed " + kind.kind()
                        + " would never occur; leave Guest out");
            }
            name.append('-').append(kind.name());
            definitions.append(kind.definitions());
            constants.append(kind.constants());
        }
        final List<ProgramChange> programs = new ArrayList<>();
        if (revoke != null) {
            programs.add(ProgramChange.ofRevoke(spec, revoke).locked());
        }
        if (restore != null) {
            programs.add(ProgramChange.ofRestore(spec, restore).locked());
        }
        for (final ProgramChange p : programs) {
            name.append('-').append(p.name());
            definitions.append(p.definitions());
            constants.append(p.constants());
        }
        final String setting = KnobTable.setting(from, knobs);
        final Design d = Design.madeUp(shortened(from, name.toString()), setting);
        return new Design(d.name(), definitions + d.definitions(), constants + d.constants());
    }

    /** A name that can be the name of a file: a long change is named by its hash. */
    private static String shortened(final String from, final String name) {
        return name.length() <= LONGEST_NAME ? name : from + "-changed-" + Integer.toHexString(name.hashCode());
    }

    /** Whether a claim is refuted that the unchanged design keeps. */
    private static boolean breaks(final Tools tools, final String base, final List<Cell> cells) {
        return cells.stream().anyMatch(c -> c.isRefuted()
                && !tools.manifest().refutes(base, c.property())
                && !isNotClaimed(tools, base, c.property()));
    }

    private static boolean isNotClaimed(final Tools tools, final String base, final String property) {
        final Cell expected = tools.manifest().cell(base, property);
        return expected != null && expected.verdict() == Cell.Verdict.NOT_CLAIMED;
    }
}
