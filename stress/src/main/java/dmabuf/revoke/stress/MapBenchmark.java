// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.StampedLock;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures a map and an unmap, compared with their components: two holds of a lock, of which one increments a counter and the
 * other decrements it. Also compared with the JDK's own revocable memory: an access to a shared {@code Arena} (from 22 on), whose
 * close is a handshake with all threads.
 *
 * <p>The measurement has slices of 10 ms, so that even on a busy machine there are some in which no other process had the core.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgs = {"-XX:+UseSerialGC"})
@Warmup(iterations = 20, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 200, time = 10, timeUnit = TimeUnit.MILLISECONDS)
public class MapBenchmark {
    /** The objects that all threads share. */
    @State(Scope.Benchmark)
    public static class Shared {
        final RevocableExporter exporter = new RevocableExporter();
        final ReentrantLock lock = new ReentrantLock();
        final StampedLock stamped = new StampedLock();
        long counter;
    }

    /** The importer of one thread. */
    @State(Scope.Thread)
    public static class Own {
        DynamicImporter importer;

        @Setup
        public void attach(final Shared shared) throws InterruptedException {
            importer = new DynamicImporter(shared.exporter.buffer());
            importer.attach();
        }
    }

    /** An Arena, accessed by reflection: not every JDK for which this is compiled has it. */
    @State(Scope.Benchmark)
    public static class Foreign {
        private static final MethodHandle GET = get();
        private static final Object LAYOUT = layout();
        private Object segment;

        @Setup
        public void allocate() throws ReflectiveOperationException {
            final Class<?> arena = Class.forName("java.lang.foreign.Arena");
            final Object shared = arena.getMethod("ofShared").invoke(null);
            segment = arena.getMethod("allocate", long.class).invoke(shared, 64L);
        }

        static boolean isThere() {
            return GET != null;
        }

        private static Object layout() {
            try {
                return Class.forName("java.lang.foreign.ValueLayout").getField("JAVA_LONG").get(null);
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }

        private static MethodHandle get() {
            try {
                final MethodType type =
                        MethodType.methodType(long.class, Class.forName("java.lang.foreign.ValueLayout$OfLong"), long.class);
                return MethodHandles.publicLookup()
                        .findVirtual(Class.forName("java.lang.foreign.MemorySegment"), "get", type)
                        .asType(MethodType.methodType(long.class, Object.class, Object.class, long.class));
            } catch (ReflectiveOperationException e) {
                return null;
            }
        }
    }

    @Benchmark
    public Object mapUnmap(final Own own) throws InterruptedException {
        final Object result = own.importer.map();
        own.importer.unmap();
        return result;
    }

    @Benchmark
    public long reentrantLock(final Shared s) {
        s.lock.lock();
        try {
            s.counter++;
        } finally {
            s.lock.unlock();
        }
        s.lock.lock();
        try {
            return s.counter--;
        } finally {
            s.lock.unlock();
        }
    }

    @Benchmark
    public long stampedLock(final Shared s) {
        final long up = s.stamped.writeLock();
        try {
            s.counter++;
        } finally {
            s.stamped.unlockWrite(up);
        }
        final long down = s.stamped.writeLock();
        try {
            return s.counter--;
        } finally {
            s.stamped.unlockWrite(down);
        }
    }

    @Benchmark
    public long arenaAccess(final Foreign f) throws Throwable {
        return (long) Foreign.GET.invokeExact(f.segment, Foreign.LAYOUT, 0L);
    }
}
