// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.keep.WholeFile;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The stored table: a line for each mutant and suite. Each cell is written at once, so that a run that is ended loses none. */
final class MatrixTable {
    private static final String HEAD = "mutant\tsuite\tsource\truns\tcaught\tseconds\tdate\twhy";

    private final Path file;
    private final Map<String, Cell> cells = new TreeMap<>();

    private MatrixTable(final Path file) {
        this.file = file;
    }

    /** Reads it; a missing file has no cells. */
    static MatrixTable of(final Path file) throws Undecided {
        final MatrixTable table = new MatrixTable(file);
        if (!Files.exists(file)) {
            return table;
        }
        try {
            for (final String line : Files.readAllLines(file)) {
                if (!line.equals(HEAD)) {
                    final Cell c = Cell.of(line);
                    table.cells.put(key(c.mutant(), c.suite()), c);
                }
            }
            return table;
        } catch (IOException e) {
            throw new Undecided("cannot read " + file, e);
        }
    }

    private static String key(final String mutant, final String suite) {
        return mutant + "\t" + suite;
    }

    synchronized Optional<Cell> cell(final String mutant, final String suite) {
        return Optional.ofNullable(cells.get(key(mutant, suite)));
    }

    /** Stores a cell in place of an older one. */
    synchronized void put(final Cell cell) throws Undecided {
        cells.put(key(cell.mutant(), cell.suite()), cell);
        write();
    }

    /** Removes the cells of mutants that do not exist any more. */
    synchronized void keepOnly(final List<String> mutants) throws Undecided {
        if (cells.values().removeIf(c -> !mutants.contains(c.mutant()))) {
            write();
        }
    }

    private void write() throws Undecided {
        final List<String> lines = new ArrayList<>(List.of(HEAD));
        cells.values().forEach(c -> lines.add(c.line()));
        try {
            WholeFile.write(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new Undecided("cannot write " + file, e);
        }
    }

    /** {@return the suites of which there are cells} */
    synchronized Set<String> suites() {
        return cells.values().stream().map(Cell::suite).collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return the mutants of which there are cells} */
    synchronized Set<String> mutants() {
        return cells.values().stream().map(Cell::mutant).collect(Collectors.toCollection(TreeSet::new));
    }

    /** {@return how many cells there are, by date} */
    synchronized Map<String, Long> dates() {
        return cells.values().stream().collect(Collectors.groupingBy(c -> c.date().toString(), TreeMap::new, Collectors.counting()));
    }

    /** {@return rows of mutants, columns of suites} */
    synchronized String text(final List<String> mutants, final List<String> suites) {
        final int name = mutants.stream().mapToInt(String::length).max().orElse(0);
        final StringBuilder text = new StringBuilder(row("", suites, name, s -> s));
        for (final String m : mutants) {
            text.append(row(m, suites, name, s -> cell(m, s).map(Cell::text).orElse("")));
        }
        return text.append(row("caught", suites, name, s -> Long.toString(mutants.stream()
                .filter(m -> cell(m, s).filter(Cell::isCaught).isPresent()).count()))).toString();
    }

    private static String row(
            final String head, final List<String> suites, final int name, final Function<String, String> cell) {
        return suites.stream()
                .map(s -> String.format(Locale.ROOT, "%" + Math.max(s.length(), 8) + "s", cell.apply(s)))
                .collect(Collectors.joining("  ", String.format("%-" + name + "s  ", head), "\n"));
    }
}
