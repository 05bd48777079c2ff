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
 * TLC's main, whose workers are never suspended.
 *
 * <p>When the second thread of TLC 2.18 looks after a run, at its start and then once a minute, it suspends the workers,
 * to check liveness or to write a checkpoint. {@code StateQueue.suspendAll} can miss the notification of the last worker
 * and then both wait for ever (tlaplus pull request 1438, in no release on Maven Central yet); a run of one second hung
 * so. Nothing is lost without it: liveness is checked when all states are there ({@code -lncheck final}), and checkpoints
 * are off ({@code -checkpoint 0}).
 */
public final class RunTlc {
    /** The property that names a file which is told the CPU time of this JVM when it ends, in nanoseconds. */
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

    /** A share of its time that TLC has always spent on liveness already, so that it puts the rest off to the end. */
    static void neverSuspend() {
        try {
            TLCGlobals.livenessRatio = -1;
        } catch (NoSuchFieldError e) {
            System.err.println("this TLC has no livenessRatio; its workers may be suspended");
        }
    }
}
