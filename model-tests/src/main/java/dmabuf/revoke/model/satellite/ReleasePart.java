// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.satellite;

import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.impl.importers.DynamicImporter;
import dmabuf.revoke.model.drive.Subject;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Disagreement;
import java.util.Map;

/**
 * Release.tla on impl: a revoke of a device while one of its buffers is released. The device has one buffer before that one and
 * one after it. Their steps are the places where the revoke stops before it has looked at the buffer, and after it has skipped
 * it.
 *
 * <p>Impl has one object, and the put of the last reference releases it at once, without the outer lock. So when the satellite
 * takes FileRelease, Unknow, Free or FreeFile, it has already happened. The exporter's list is compared before the satellite's
 * release begins, and after it is done. Impl has no O_PATH descriptor.
 */
final class ReleasePart extends Part {
    private final Device device = new Device();
    private final RevocableExporter before;
    private final RevocableExporter exporter;
    private final RevocableExporter after;
    private final DynamicImporter importer;

    ReleasePart(final Crew crew) throws InterruptedException {
        super(crew);
        before = crew.knows(device.export(crew));
        exporter = crew.knows(device.export(crew));
        after = crew.knows(device.export(crew));
        importer = new DynamicImporter(exporter.buffer());
        importer.attach();
        crew.stopAt((step, subject) -> step == dmabuf.revoke.impl.Step.FINISH && subject != after
                || step == dmabuf.revoke.impl.Step.LOCK && subject != before);
    }

    @Override
    boolean has(final String action) {
        return !action.equals("Path");
    }

    @Override
    void take(final Step step, final Map<String, Value> now) {
        switch (step.action()) {
            case "Leave" -> crew.go(step.process(), "leave", () -> leave(step.params().get(1)));
            case "Lock", "Find", "UnderResv" -> revoke(step.process());
            case "Unlock" -> {
                crew.stopAt((s, subject) -> false);
                revoke(step.process());
            }
            case "FileRelease", "Unknow", "Kfree", "FreeFile" -> { }
            default -> throw new IllegalStateException("Release.tla has an action that this class does not know: " + step);
        }
    }

    private void revoke(final String process) {
        crew.go(process, "revoke", () -> {
            device.revoke();
            return "OK";
        });
    }

    private String leave(final String user) throws InterruptedException {
        if (user.equals("importer")) {
            return importer.detach().name();
        }
        exporter.buffer().file().put();
        return "OK";
    }

    @Override
    void compare(final Map<String, Value> now) {
        same("how many are users", ((Value.Members) now.get("users")).members().size(), exporter.buffer().file().references());
        same("lock", now.get("lock").text(), exporter.outer().owner() == null ? "free" : "revoke");
        same("flag", is(now.get("flag")), exporter.isRevoked());
        final String release = now.get("pc").get("release").text();
        if (release.equals("done") || now.get("file").text().equals("live")) {
            same("known", is(now.get("known")), device.buffers() == 3);
        }
        same("the revoke", switch (now.get("pc").get("revoke").text()) {
            case "find" -> "is done with the buffer before it";
            case "inside" -> "has found it";
            case "leave" -> "has revoked it";
            case "unlock" -> "has skipped it";
            default -> "in no call";
        }, where(crew.actor("exporter:revoke")));
    }

    private String where(final Actor revoke) {
        if (revoke.at() != Subject.At.GATE) {
            return revoke.at() == Subject.At.IDLE ? "in no call" : "on its way";
        }
        if (revoke.next == dmabuf.revoke.impl.Step.LOCK) {
            return revoke.subject == exporter ? "has found it" : "has skipped it";
        }
        return revoke.subject == exporter ? "has revoked it" : "is done with the buffer before it";
    }

    /** Checks that a dead file gives no reference. */
    @Override
    int attempt(final Map<String, Value> now) throws Disagreement {
        if (now.get("file").text().equals("live")) {
            return 0;
        }
        if (exporter.buffer().file().tryGet()) {
            throw new Disagreement("a file that is released gives somebody a reference");
        }
        return 1;
    }
}
