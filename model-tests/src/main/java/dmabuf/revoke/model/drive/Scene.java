// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Exporter;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.PinnedImporter;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.LetterExporter;
import dmabuf.revoke.impl.exporters.MockExporter;
import dmabuf.revoke.impl.exporters.MoverExporter;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.exporters.ThreeStateExporter;
import dmabuf.revoke.impl.exporters.UverbsExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.impl.importers.IommufdImporter;
import dmabuf.revoke.impl.importers.LegacyImporter;
import dmabuf.revoke.impl.importers.OdpImporter;
import dmabuf.revoke.impl.importers.RevocableImporter;
import dmabuf.revoke.impl.importers.StaticImporter;
import dmabuf.revoke.impl.importers.VirtioImporter;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One buffer of impl with the importers and programs of a graph. Maps the spec's operations to calls on impl: a process, an
 * operation and its argument become a call.
 */
public final class Scene {
    private final boolean all;
    private final Exporter exporter;
    private final Map<String, Plain> operations;
    private final SortedMap<String, Importer> importers = new TreeMap<>();
    private final SortedMap<String, Program> programs = new TreeMap<>();

    /** @param initial the state of the graph that says which importers and programs there are */
    public Scene(final Graph graph, final int initial, final Probe probe) {
        this(graph.value(initial, graph.variables().indexOf("design")).text(), kinds(graph, initial), probe);
    }

    /**
     * @param design of the exporter
     * @param kinds of the users of the buffer, by name
     */
    public Scene(final String design, final SortedMap<String, String> kinds, final Probe probe) {
        all = true;
        switch (design) {
            case "Uverbs" -> {
                final UverbsExporter e = new UverbsExporter(probe);
                exporter = e;
                operations = Map.of("revoke", e::revoke);
            }
            case "Mock" -> {
                final MockExporter e = new MockExporter(probe);
                exporter = e;
                operations = Map.of("revoke", e::revoke, "restore", e::restore);
            }
            case "Letter" -> {
                final LetterExporter e = new LetterExporter(probe);
                exporter = e;
                operations = Map.of("revoke", e::revoke, "close", e::close);
            }
            case "ThreeState" -> {
                final ThreeStateExporter e = new ThreeStateExporter(probe);
                exporter = e;
                operations = Map.of("revoke", e::revoke, "restore", e::restore, "close", e::close, "kill", e::kill);
            }
            case "Mover" -> {
                final MoverExporter e = new MoverExporter(probe);
                exporter = e;
                operations = Map.of("move", e::move);
            }
            case Verification.BASE_DESIGN -> {
                final RevocableExporter e = new RevocableExporter(probe);
                exporter = e;
                operations = operations(e);
            }
            default -> throw new IllegalArgumentException("impl has no exporter of the design " + design);
        }
        share(kinds);
    }

    /** A scene on one of several buffers of a device. */
    public Scene(final RevocableExporter exporter, final SortedMap<String, String> kinds) {
        all = true;
        this.exporter = exporter;
        this.operations = operations(exporter);
        share(kinds);
    }

    /** A scene in which only some of the buffer's users are observed. */
    private Scene(final Scene all) {
        this.all = false;
        this.exporter = all.exporter;
        this.operations = all.operations;
    }

    /** Whether an attachment belongs to an observed user. */
    boolean sees(final Attachment a) {
        return all || importers.containsValue(a.importer());
    }

    /** The same buffer, with only one of its users observed, under another name. */
    public Scene only(final String who, final String name) {
        final Scene one = new Scene(this);
        if (importers.containsKey(who)) {
            one.importers.put(name, importers.get(who));
        }
        if (programs.containsKey(who)) {
            one.programs.put(name, programs.get(who));
        }
        return one;
    }

    private void share(final SortedMap<String, String> kinds) {
        kinds.forEach((name, kind) -> {
            if (isProgram(kind)) {
                programs.put(name, new Program(exporter.buffer()));
            } else if (!kind.equals("absent")) {
                importers.put(name, importer(kind));
            }
        });
    }

    /** Whether a kind is a program: one that uses the CPU, or one that only imports fences, or only waits for them. */
    static boolean isProgram(final String kind) {
        return kind.equals("cpu") || kind.equals("sync") || kind.equals("reader");
    }

    /** Whether a kind is an importer. */
    static boolean isImporter(final String kind) {
        return !isProgram(kind) && !kind.equals("absent");
    }

    private static Map<String, Plain> operations(final RevocableExporter e) {
        return Map.of("revoke", e::revoke, "restore", e::restore, "close", e::close);
    }

    /** The kinds of the users of the buffer, by name. */
    public static SortedMap<String, String> kinds(final Graph graph, final int initial) {
        final TreeMap<String, String> kinds = new TreeMap<>();
        final Value kind = graph.value(initial, graph.variables().indexOf("kind"));
        ((Value.Rec) kind).fields().forEach((name, k) -> kinds.put(name, k.text()));
        return kinds;
    }

    private Importer importer(final String kind) {
        return switch (kind) {
            case "dynamic" -> new DynamicImporter(exporter.buffer());
            case "revocable" -> new RevocableImporter(exporter.buffer());
            case "iommufd" -> new IommufdImporter(exporter.buffer());
            case "odp" -> new OdpImporter(exporter.buffer());
            case "virtio" -> new VirtioImporter(exporter.buffer());
            case "legacy" -> new LegacyImporter(exporter.buffer());
            case "static" -> new StaticImporter(exporter.buffer());
            default -> throw new IllegalArgumentException("impl has no importer of kind " + kind);
        };
    }

    public Exporter exporter() {
        return exporter;
    }

    /** The importers, by name. */
    public SortedMap<String, Importer> importers() {
        return importers;
    }

    /** The programs that use the buffer by the CPU, by name. */
    public SortedMap<String, Program> programs() {
        return programs;
    }

    /** The importer whose attachment it is. */
    public String nameOf(final Attachment a) {
        for (final Map.Entry<String, Importer> i : importers.entrySet()) {
            if (i.getValue() == a.importer()) {
                return i.getKey();
            }
        }
        throw new IllegalArgumentException("an attachment of nobody in this scene");
    }

    /**
     * Makes a call in the calling thread. An importer, program or exporter that lacks the operation answers as to other misuse.
     *
     * @param process as in events: {@code driver:i1}
     * @return the error's name, OK included
     * @throws dmabuf.revoke.impl.MisuseException if the call is misuse; then nothing has changed
     */
    public String call(final String process, final String op, final String arg) throws InterruptedException {
        return bind(process, op, arg).make().name();
    }

    /** The same call, which can be made repeatedly. */
    public Call bind(final String process, final String op, final String arg) {
        final String[] name = process.split(":", 2);
        return switch (name[0]) {
            case "exporter" -> exporter(op);
            case "driver" -> driver(importers.get(name[1]), op, arg);
            case "worker" -> importers.get(name[1])::work;
            case "device" -> importers.get(name[1])::signal;
            case "cpu" -> program(programs.get(name[1]), op, arg);
            case "fence" -> programs.get(name[1])::signal;
            default -> throw new IllegalArgumentException("no process of impl: " + process);
        };
    }

    private Call exporter(final String op) {
        final Plain operation = operations.get(op);
        return operation == null ? noSuch(op) : () -> done(operation);
    }

    private static Errno done(final Plain call) throws InterruptedException {
        call.make();
        return Errno.OK;
    }

    private static Call driver(final Importer i, final String op, final String arg) {
        return switch (op) {
            case "attach" -> i::attach;
            case "detach" -> i::detach;
            case "map" -> i::map;
            case "unmap" -> i::unmap;
            case "submit" -> {
                final Usage usage = Usage.valueOf(arg);
                yield () -> i.submit(usage);
            }
            default -> i instanceof PinnedImporter p ? pinned(p, op) : noSuch(op);
        };
    }

    private static Call noSuch(final String op) {
        return () -> {
            throw new MisuseException("no such operation: " + op);
        };
    }

    private static Call program(final Program p, final String op, final String arg) {
        return switch (op) {
            case "mmap" -> p::mmap;
            case "touch" -> p::touch;
            case "munmap" -> p::munmap;
            case "vmap" -> p::vmap;
            case "vunmap" -> p::vunmap;
            case "begin" -> () -> p.begin(arg.equals("write"));
            case "end" -> p::end;
            case "import" -> {
                final Usage usage = Usage.valueOf(arg);
                yield () -> p.importFence(usage);
            }
            default -> throw new IllegalArgumentException("no operation of a program: " + op);
        };
    }

    private static Call pinned(final PinnedImporter i, final String op) {
        return switch (op) {
            case "lock" -> i::lock;
            case "unlock" -> i::unlock;
            case "pin" -> i::pin;
            case "unpin" -> i::unpin;
            default -> throw new IllegalArgumentException("no operation of a driver: " + op);
        };
    }

    /** An operation of the spec, as a call on impl. */
    public interface Call {
        Errno make() throws InterruptedException;
    }

    private interface Plain {
        void make() throws InterruptedException;
    }
}
