// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.matrix;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.child.WorkFolder;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.mutant.Mutant;
import dmabuf.revoke.model.mutant.SideBySide;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The matrix of mutants of impl and suites: which suite notices which mutant, and how soon. A run takes hours, and may be ended
 * at any time: the results are in the stored table, and the next run goes on from there.
 *
 * <p>A cell is out of date, and decided again, when the patch or one of the files that it patches has changed. So is one that was
 * undecided, since a machine with other work can be the reason.
 */
public final class MatrixRun {
    /** A limit in seconds: after that time a suite is not run on the mutant again, and later detections do not count. */
    static final double LONGEST = 60;

    /** How often a randomized suite is run on a mutant at most. A run that cannot change the majority is omitted. */
    static final int SEEDS = 5;

    /** A mutant that a suite has not noticed in so many runs, its first, is missed. */
    static final int FIRST = 2;

    /** How many cells are decided at a time, for suites that do not need all cores. */
    private static final int BESIDE = 2;

    private static final String AGAIN = "./revoke mutants --matrix";

    private final Path home;
    private final List<Suite> own = new ArrayList<>();
    private final List<Suite> others = new ArrayList<>();
    private final MatrixTable table;
    private final Path work;
    private final long seed;

    /**
     * @param work a folder for builds
     * @param seed the first of the seeds for the suites
     */
    public MatrixRun(final Path home, final Graphs graphs, final Path work, final long seed) throws Undecided, InterruptedException {
        this(home, MatrixTable.of(home.resolve("model-tests/matrix.tsv")), work, seed);
        for (final Suites s : ServiceLoader.load(Suites.class)) {
            (s.own() ? own : others).addAll(s.all(graphs));
        }
    }

    private MatrixRun(final Path home, final MatrixTable table, final Path work, final long seed) {
        this.home = home;
        this.table = table;
        this.work = work;
        this.seed = seed;
    }

    /** A run of the given suites. */
    MatrixRun(final Path home, final List<Suite> own, final List<Suite> others, final MatrixTable table, final Path work) {
        this(home, table, work, 1);
        this.own.addAll(own);
        this.others.addAll(others);
    }

    private List<Suite> suites() {
        final List<Suite> all = new ArrayList<>(own);
        all.addAll(others);
        return all;
    }

    /** {@return the names of the columns} */
    public List<String> columns() {
        return suites().stream().map(Suite::name).toList();
    }

    /**
     * Decides the cells that are missing or out of date, column by column.
     *
     * @param columns the suites to run
     * @param ended whether to stop; asked before each cell
     */
    public void fill(final List<String> mutants, final List<String> columns, final BooleanSupplier ended, final Consumer<String> progress)
            throws Undecided, InterruptedException {
        table.keepOnly(Mutant.names(home));
        for (final Suite s : suites()) {
            final List<Callable<Boolean>> cells = new ArrayList<>();
            for (final String m : columns.contains(s.name()) ? open(mutants, s) : List.<String>of()) {
                cells.add(() -> ended.getAsBoolean() || decided(Mutant.named(home, m), s, progress));
            }
            if (!cells.isEmpty() && !ended.getAsBoolean()) {
                acceptsImpl(s);
                SideBySide.run(s.alone() ? 1 : BESIDE, "the matrix", cells);
            }
        }
    }

    /** What a suite says of mutants counts only if it accepts impl as it is. */
    private void acceptsImpl(final Suite suite) throws Undecided, InterruptedException {
        try (WorkFolder place = WorkFolder.open(work, suite.name() + "-impl")) {
            final boolean refused = suite.refusesImpl(place.path(), seed);
            place.forget();
            if (refused) {
                throw new Undecided(suite.name() + " refuses impl as it is, so that it cannot be asked about mutants: mend that first");
            }
        } catch (IOException e) {
            throw new Undecided("no folder in " + work, e);
        }
    }

    /** {@return the mutants for which a suite has no result, or one that is out of date, or that decided nothing} */
    private List<String> open(final List<String> mutants, final Suite suite) throws Undecided {
        final List<String> open = new ArrayList<>();
        for (final String m : mutants) {
            final String source = Mutant.named(home, m).digest();
            if (table.cell(m, suite.name()).filter(c -> c.source().equals(source) && c.why().isEmpty()).isEmpty()) {
                open.add(m);
            }
        }
        return open;
    }

    /** {@return how many cells are missing or out of date} */
    public int open() throws Undecided {
        int open = 0;
        for (final Suite s : suites()) {
            open += open(Mutant.names(home), s).size();
        }
        return open;
    }

    private boolean decided(final Mutant mutant, final Suite suite, final Consumer<String> progress)
            throws Undecided, InterruptedException {
        final Cell c = cell(mutant, suite);
        table.put(c);
        progress.accept(String.format("%-12s %-50s %d of %d, %.1f s%s", suite.name(), mutant.name(), c.caught(), c.runs(), c.seconds(),
                c.why().isEmpty() ? "" : ", undecided: " + c.why()));
        return true;
    }

    private Cell cell(final Mutant mutant, final Suite suite) throws Undecided, InterruptedException {
        final int most = suite.draws() ? SEEDS : 1;
        final List<Double> times = new ArrayList<>();
        int runs = 0;
        String why = "";
        final long begin = System.nanoTime();
        while (runs < most && why.isEmpty() && 2 * (runs - times.size()) <= most && !(runs == FIRST && times.isEmpty())
                && (runs == 0 || seconds(begin) < LONGEST)) {
            try (WorkFolder place = WorkFolder.open(work, suite.name() + "-" + mutant.name())) {
                final long start = System.nanoTime();
                final boolean caught = suite.catches(mutant, place.path(), seed + runs);
                if (caught && seconds(start) <= LONGEST) {
                    times.add(seconds(start));
                }
                place.forget();
                runs++;
            } catch (IOException e) {
                throw new Undecided("no folder in " + work, e);
            } catch (Undecided u) {
                why = u.getMessage().lines().findFirst().orElse("").replace('\t', ' ');
            }
        }
        final double median = times.isEmpty() ? 0 : times.stream().sorted().toList().get((times.size() - 1) / 2);
        return new Cell(mutant.name(), suite.name(), mutant.digest(), runs, times.size(), median, LocalDate.now(), why);
    }

    private static double seconds(final long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** {@return the table and its summary} */
    public String text() throws Undecided {
        final List<String> mutants = Mutant.names(home);
        final Set<String> shown = new LinkedHashSet<>(columns());
        shown.addAll(table.suites());
        return table.text(mutants, List.copyOf(shown)) + "\n" + summary(mutants);
    }

    /** {@return how many mutants a suite of this project notices, and how many one of the others does} */
    private String summary(final List<String> mutants) throws Undecided {
        final Set<String> techniques = own.stream().map(Suite::name).collect(Collectors.toSet());
        final Set<String> tools = new TreeSet<>(table.suites());
        tools.removeAll(techniques);
        final List<String> ours = mutants.stream().filter(m -> caught(m, techniques)).toList();
        final List<String> theirs = mutants.stream().filter(m -> caught(m, tools)).toList();
        final StringBuilder text = new StringBuilder(String.format(
                "%d of %d mutants are caught by a technique, %d by another tool.%n", ours.size(), mutants.size(), theirs.size()));
        final List<String> better = theirs.stream().filter(m -> !ours.contains(m)).toList();
        if (!better.isEmpty()) {
            text.append("Only another tool catches ").append(String.join(", ", better)).append(".\n");
        }
        final List<String> none = mutants.stream().filter(m -> !ours.contains(m)).toList();
        if (!none.isEmpty()) {
            text.append("No technique catches ").append(String.join(", ", none)).append(".\n");
        }
        return text.append("Cells by date: ").append(table.dates()).append("; ").append(open()).append(" are missing or old.\n").toString();
    }

    /**
     * {@return two checks of the kept table: no cell is missing or old, and the suites of this project notice nine of ten mutants}
     *
     * @param group of the checks
     */
    public List<Check> checks(final String group) throws Undecided {
        final List<String> mutants = Mutant.names(home);
        final Set<String> techniques = own.stream().map(Suite::name).collect(Collectors.toSet());
        final long noticed = mutants.stream().filter(m -> caught(m, techniques)).count();
        final int open = open();
        final int cells = mutants.size() * suites().size();
        return List.of(
                Check.of(group, "the kept matrix is complete", open == 0 && cells > 0,
                        (cells - open) + " of " + cells + " cells are known; by date: " + table.dates(), AGAIN),
                Check.of(group, "nine of ten by the kept matrix", noticed > 0 && 10 * noticed >= 9L * mutants.size(),
                        noticed + " of " + mutants.size() + " mutants are noticed by a technique within a minute", AGAIN));
    }

    private boolean caught(final String mutant, final Set<String> suites) {
        return suites.stream().anyMatch(s -> table.cell(mutant, s).filter(Cell::isCaught).isPresent());
    }
}
