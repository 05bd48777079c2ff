// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.satellite;

import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.model.drive.Subject;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Disagreement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Device.tla on impl: a device, its buffers, and for each buffer an importer that unmaps at any time. Each importer is a thread.
 *
 * <p>A revoke stops before it begins with the first buffer, before it waits for the unmap of a buffer, and when it is done with a
 * buffer. A closed buffer keeps its last reference until the satellite takes CloseRelease: the list of impl's Device has its own
 * lock, so the release waits for nobody. Release.tla describes what the release may do meanwhile.
 */
final class DevicePart extends Part {
    private static final String REVOKE = "exporter:revoke";

    private final Device device = new Device();
    private final Map<String, RevocableExporter> buffers = new TreeMap<>();
    private final Map<String, DynamicImporter> importers = new TreeMap<>();
    /** Whether the revoke stops at the next reservation lock; only before the first buffer. */
    private volatile boolean first;
    /** The buffer that the revoke has completed last; null before the first. */
    private String done;

    DevicePart(final Crew crew) throws InterruptedException {
        super(crew);
        crew.stopAt((step, subject) -> step == dmabuf.revoke.impl.Step.UNMAP_WAIT
                || step == dmabuf.revoke.impl.Step.FINISH
                || step == dmabuf.revoke.impl.Step.LOCK && first);
        for (final String b : List.of("b1", "b2")) {
            export(b);
        }
    }

    /** {@return the result of the importer's attach} */
    private String export(final String name) throws InterruptedException {
        final RevocableExporter e = crew.knows(device.export(crew));
        final DynamicImporter i = new DynamicImporter(e.buffer());
        buffers.put(name, e);
        importers.put(name, i);
        return i.attach().name();
    }

    @Override
    boolean waits(final String action) {
        return action.equals("Wait") || action.equals("Export");
    }

    @Override
    void take(final Step step, final Map<String, Value> now) {
        first = step.action().equals("Lock");
        final String process = step.process();
        final String b = step.params().get(1);
        switch (step.action()) {
            case "Wait" -> {
                done = now.get("todo").elements().get(0).text();
                crew.go(process, "revoke", null);
            }
            case "Lock", "Flag", "Unlock" -> crew.go(process, "revoke", () -> {
                device.revoke();
                return "OK";
            });
            case "Export" -> crew.go(process, "export", () -> export("new"));
            case "CloseCall" -> crew.go(process, "detach", () -> importers.get("b2").detach().name());
            case "CloseRelease" -> crew.go(process, "put", () -> {
                buffers.get("b2").buffer().file().put();
                return "OK";
            });
            case "Map" -> crew.go(process, "map", () -> importers.get(b).map().name());
            case "Unmap" -> crew.go(process, "unmap", () -> importers.get(b).unmap().name());
            default -> throw new IllegalStateException("Device.tla has an action that this class does not know: " + step);
        }
    }

    @Override
    void compare(final Map<String, Value> now) {
        same("outer", now.get("outer").text(), buffers.get("b1").outer().owner() == null ? "free" : "revoke");
        same("how many are listed", ((Value.Members) now.get("listed")).members().size(), device.buffers());
        buffers.forEach((b, e) -> {
            same("flag of " + b, is(now.get("flag").get(b)), e.isRevoked());
            same("mapped of " + b, is(now.get("mapped").get(b)), mapped(b));
        });
        final Actor revoke = crew.actor(REVOKE);
        final List<Value> todo = now.get("todo").elements();
        same("the revoke", switch (now.get("pc").get("revoke").text()) {
            case "flag" -> done == null ? before(dmabuf.revoke.impl.Step.LOCK, todo.get(0).text())
                    : before(dmabuf.revoke.impl.Step.FINISH, done);
            case "wait" -> before(dmabuf.revoke.impl.Step.UNMAP_WAIT, todo.get(0).text());
            default -> "in no call";
        }, revoke.at() == Subject.At.GATE ? before(revoke.next, nameOf(revoke.subject))
                : revoke.at() == Subject.At.IDLE ? "in no call" : "on its way");
    }

    private boolean mapped(final String b) {
        return importers.get(b).attachment() != null && importers.get(b).attachment().isMapped();
    }

    private static String before(final dmabuf.revoke.impl.Step step, final String buffer) {
        return "before " + step.action() + " of " + buffer;
    }

    private String nameOf(final Object exporter) {
        return buffers.entrySet().stream().filter(b -> b.getValue() == exporter).map(Map.Entry::getKey).findFirst().orElse("none");
    }

    /** Checks that no importer gets a mapping of a revoked buffer. */
    @Override
    int attempt(final Map<String, Value> now) throws Disagreement {
        int attempts = 0;
        for (final Value listed : ((Value.Members) now.get("listed")).members()) {
            final String b = listed.text();
            final boolean closing = b.equals("b2") && !now.get("pc").get("close").text().equals("call");
            if (is(now.get("flag").get(b)) && !is(now.get("mapped").get(b)) && !closing) {
                final DynamicImporter i = importers.get(b);
                final Actor a = crew.actor("importer:" + b);
                final Errno[] got = new Errno[1];
                a.begin("map", "-", () -> (got[0] = i.attachment() == null ? i.attach() : i.map()).name());
                crew.settle();
                if (got[0] != Errno.ENODEV) {
                    throw new Disagreement("a map of " + b + ", which is revoked, brings back " + got[0]);
                }
                attempts++;
            }
        }
        return attempts;
    }
}
