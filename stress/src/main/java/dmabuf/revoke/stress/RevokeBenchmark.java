// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures a revoke and a restore with a number of attachments, which unmap in their callback if they are mapped. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgs = {"-XX:+UseSerialGC", "-Xmx1g"})
@Warmup(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 200, time = 10, timeUnit = TimeUnit.MILLISECONDS)
public class RevokeBenchmark {
    @Param({"1", "10", "100", "1000", "10000", "100000"})
    int attachments;

    private final RevocableExporter exporter = new RevocableExporter();
    private OdpImporter[] importers;

    @Setup
    public void attach() throws InterruptedException {
        importers = new OdpImporter[attachments];
        for (int n = 0; n < attachments; n++) {
            importers[n] = new OdpImporter(exporter.buffer());
            importers[n].attach();
        }
    }

    @Benchmark
    public void revokeRestore() throws InterruptedException {
        exporter.revoke();
        exporter.restore();
    }

    /** The same with mappings, and with the maps that make them. */
    @Benchmark
    public void mapAllRevokeRestore() throws InterruptedException {
        for (final OdpImporter i : importers) {
            i.map();
        }
        exporter.revoke();
        exporter.restore();
    }
}
