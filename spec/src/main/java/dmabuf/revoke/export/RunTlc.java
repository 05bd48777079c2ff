// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import tlc2.TLC;
import tlc2.TLCGlobals;

/**
 * TLC's main method, with workers that are never suspended.
 *
 * <p>The second thread of TLC 2.18 suspends the workers at the beginning of a run and then once a minute, to check liveness
 * or to write a checkpoint. {@code StateQueue.suspendAll} can miss the notification of the last worker, and then both wait
 * for ever (tlaplus pull request 1438, not yet in a release on Maven Central); a run of one second has hung in this way.
 * Nothing is lost without suspension: liveness is checked at the end ({@code -lncheck final}), and checkpoints are disabled
 * ({@code -checkpoint 0}).
 */
public final class RunTlc {
    /** The property that names a file, to which the JVM writes its CPU time in nanoseconds when it ends. */
    public static final String CPU = "revoke.cpu";

    private RunTlc() {}

    public static void main(final String[] args) throws Exception {
        neverSuspend();
        final String cpu = System.getProperty(CPU);
        if (cpu != null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> tellCpu(Path.of(cpu))));
        }
        TLC.main(args);
    }

    private static void tellCpu(final Path file) {
        try {
            final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            Files.writeString(file, Long.toString(system.getProcessCpuTime()));
        } catch (IOException e) {
            System.err.println("cannot write " + file + ": " + e.getMessage());
        }
    }

    /** Makes TLC believe that it has already spent its share of time on liveness, so that it defers liveness to the end. */
    static void neverSuspend() {
        try {
            TLCGlobals.livenessRatio = -1;
        } catch (NoSuchFieldError e) {
            System.err.println("this TLC has no livenessRatio; its workers may be suspended");
        }
    }
}
