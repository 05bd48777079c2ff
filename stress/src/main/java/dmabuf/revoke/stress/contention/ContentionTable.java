// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.contention;

import dmabuf.revoke.child.Child;
import dmabuf.revoke.child.HungChild;
import dmabuf.revoke.child.Limit;
import dmabuf.revoke.service.Subcommand;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.stress.fork.ClassPath;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The table of a revoke under contention in docs/performance.md. It is measured in its own JVM, in which the assertions of impl
 * are off, as in a program that uses it.
 */
public final class ContentionTable {
    private static final int ROUNDS = 5_000;
    private static final long MILLISECOND = 1_000_000;
    private static final List<Contention.Load> LOADS = List.of(
            new Contention.Load(0, 0, 0, ROUNDS),
            new Contention.Load(1, 0, 0, ROUNDS),
            new Contention.Load(4, 0, 0, ROUNDS),
            new Contention.Load(16, 0, 0, ROUNDS),
            new Contention.Load(0, 1, 0, ROUNDS),
            new Contention.Load(0, 16, 0, ROUNDS),
            new Contention.Load(0, 1, MILLISECOND, ROUNDS),
            new Contention.Load(0, 16, MILLISECOND, ROUNDS),
            new Contention.Load(4, 16, MILLISECOND, ROUNDS));

    private ContentionTable() {}

    /** Measures in a child, and prints its output. {@return the exit code} */
    public static int run() throws Undecided, InterruptedException {
        final Path log = Tools.home().resolve("stress/target/contention.log");
        final List<String> arguments = List.of(
                "-XX:+UseSerialGC", "-cp", ClassPath.behind(List.of()), ContentionTable.class.getName());
        try {
            final int code = Child.java(arguments, log, Limit.minutes(10)).run();
            Files.readAllLines(log).forEach(System.out::println);
            return code == 0 ? Subcommand.AS_EXPECTED : Subcommand.DIFFERS;
        } catch (HungChild e) {
            throw new Undecided("the measurement came to no end: " + e.getMessage());
        } catch (IOException e) {
            throw new Undecided("cannot measure: " + e.getMessage(), e);
        }
    }

    /** The main method of the child. @param none there are no arguments */
    public static void main(final String[] none) throws InterruptedException {
        System.out.println("| drivers | late importers | delay, us | revokes | median, us | 99.9 %, us | worst, us |");
        System.out.println("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (final Contention.Load l : LOADS) {
            System.out.println(line(l, Contention.measure(l)));
        }
    }

    static String line(final Contention.Load l, final Histogram times) {
        return String.format(Locale.ROOT, "| %d | %d | %d | %d | %.1f | %.1f | %.1f |", l.drivers(), l.late(),
                l.delayNanos() / 1000, times.getTotalCount(), times.getValueAtPercentile(50) / 1e3,
                times.getValueAtPercentile(99.9) / 1e3, times.getMaxValue() / 1e3);
    }
}
