package dmabuf.revoke.model;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Attachment;
import dmabuf.revoke.impl.DynamicImporter;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Importer;
import dmabuf.revoke.impl.Probe;
import dmabuf.revoke.impl.RevocableExporter;
import dmabuf.revoke.impl.RevocableImporter;
import dmabuf.revoke.impl.SilentImporter;
import dmabuf.revoke.impl.Usage;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One buffer of impl with the importers that a graph has, and what the spec's operations are there: a process, an
 * operation and its argument become a call. Who is in the scene is read from the graph.
 */
public final class Scene {
    private final RevocableExporter exporter;
    private final SortedMap<String, Importer> importers = new TreeMap<>();

    /** @param initial the state of the graph that says who is there */
    public Scene(final Graph graph, final int initial, final Probe probe) {
        exporter = new RevocableExporter(probe);
        kinds(graph, initial).forEach((name, kind) -> importers.put(name, importer(kind)));
    }

    /** The kinds of the importers, by name. */
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
            case "legacy" -> new SilentImporter(exporter.buffer(), true);
            case "static" -> new SilentImporter(exporter.buffer(), false);
            default -> throw new IllegalArgumentException("impl has no importer of kind " + kind);
        };
    }

    public RevocableExporter exporter() {
        return exporter;
    }

    /** The importers, by name. */
    public SortedMap<String, Importer> importers() {
        return importers;
    }

    /** The importer whose attachment it is. */
    String nameOf(final Attachment a) {
        return importers.entrySet().stream()
                .filter(i -> i.getValue() == a.importer())
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    /**
     * Makes a call, in the calling thread. What has no such operation answers as to any other misuse.
     *
     * @param process as events name it: {@code driver:i1}
     * @return the error's name, OK included
     * @throws IllegalStateException if the call is misuse: nothing has changed then
     */
    public String call(final String process, final String op, final String arg) throws InterruptedException {
        final String[] name = process.split(":", 2);
        return switch (name[0]) {
            case "exporter" -> exporter(op);
            case "driver" -> driver(importers.get(name[1]), op, arg).name();
            case "worker" -> importers.get(name[1]).work().name();
            case "device" -> importers.get(name[1]).signal().name();
            default -> throw new IllegalArgumentException("no process of impl: " + process);
        };
    }

    private String exporter(final String op) throws InterruptedException {
        switch (op) {
            case "revoke" -> exporter.revoke();
            case "restore" -> exporter.restore();
            case "close" -> exporter.close();
            default -> throw new IllegalArgumentException("no operation of an exporter: " + op);
        }
        return Errno.OK.name();
    }

    private static Errno driver(final Importer i, final String op, final String arg) throws InterruptedException {
        return switch (op) {
            case "attach" -> i.attach();
            case "detach" -> i.detach();
            case "map" -> i.map();
            case "unmap" -> i.unmap();
            case "submit" -> i.submit(Usage.valueOf(arg));
            default -> {
                if (!(i instanceof RevocableImporter r)) {
                    throw new IllegalStateException("no such operation: " + op);
                }
                yield pinned(r, op);
            }
        };
    }

    private static Errno pinned(final RevocableImporter i, final String op) throws InterruptedException {
        return switch (op) {
            case "lock" -> i.lock();
            case "unlock" -> i.unlock();
            case "pin" -> i.pin();
            case "unpin" -> i.unpin();
            default -> throw new IllegalArgumentException("no operation of a driver: " + op);
        };
    }
}
