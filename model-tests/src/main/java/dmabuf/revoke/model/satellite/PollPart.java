// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.satellite;

import dmabuf.revoke.graph.Step;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.DmaBufFile;
import dmabuf.revoke.impl.MisuseException;
import dmabuf.revoke.impl.Program;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.impl.exporters.Device;
import dmabuf.revoke.impl.exporters.RevocableExporter;
import dmabuf.revoke.model.drive.Actor;
import dmabuf.revoke.model.drive.Disagreement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Poll.tla on impl: a file, epoll, and the fence of a program. The fd is the file's initial reference. The put of the last
 * reference releases the buffer at once, so when the satellite takes Release it has already happened.
 */
final class PollPart extends Part {
    private final Device device = new Device();
    private final RevocableExporter exporter;
    private final DmaBufFile file;
    private final Program program;
    private final AtomicInteger woken = new AtomicInteger();
    private int wakes;
    private String said = "nothing";
    private String expected = "nothing";

    PollPart(final Crew crew) throws InterruptedException {
        super(crew);
        exporter = crew.knows(device.export(crew));
        file = exporter.buffer().file();
        program = new Program(exporter.buffer());
        program.importFence(Usage.WRITE);
    }

    @Override
    void take(final Step step, final Map<String, Value> now) {
        switch (step.action()) {
            case "EpollGet" -> crew.go(step.process(), "get", () -> String.valueOf(file.tryGet()));
            case "Arm" -> {
                expected = is(now.get("armed")) ? "TAKEN" : is(now.get("signalled")) ? "READY" : "WAKES";
                crew.go(step.process(), "poll", this::poll);
            }
            case "EpollPut", "Close" -> crew.go(step.process(), "put", () -> {
                file.put();
                return "OK";
            });
            case "Signal" -> crew.go(step.process(), "signal", () -> program.signal().name());
            case "EpollWait", "Release" -> { }
            default -> throw new IllegalStateException("Poll.tla has an action that this class does not know: " + step);
        }
    }

    private String poll() throws InterruptedException {
        final DmaBufFile.Poll p = file.poll(false, woken::incrementAndGet);
        wakes += p == DmaBufFile.Poll.WAKES ? 1 : 0;
        said = p.name();
        return said;
    }

    @Override
    void compare(final Map<String, Value> now) {
        same("count", ((Value.Int) now.get("count")).value(), file.references());
        same("there is a buffer", now.get("file").text().equals("live"), device.buffers() == 1);
        same("armed", is(now.get("armed")) ? 1 : 0, wakes - woken.get());
        same("signalled", is(now.get("signalled")), !program.fencePending());
        same("poll said", expected, said);
    }

    /** Checks that a dead file refuses poll, get and put. */
    @Override
    int attempt(final Map<String, Value> now) throws Disagreement {
        if (now.get("file").text().equals("live")) {
            return 0;
        }
        final Actor a = crew.actor("user:epoll");
        final String[] wrong = {""};
        a.begin("what is misuse", "-", () -> {
            wrong[0] += misuse("poll", () -> file.poll(false, woken::incrementAndGet));
            wrong[0] += misuse("put", () -> file.put());
            wrong[0] += file.tryGet() ? " tryGet" : "";
            return "";
        });
        crew.settle();
        if (!wrong[0].isEmpty()) {
            throw new Disagreement("a file that is released lets in" + wrong[0]);
        }
        return 3;
    }

    private interface Attempt {
        void make() throws InterruptedException;
    }

    private static String misuse(final String what, final Attempt call) throws InterruptedException {
        try {
            call.make();
            return " " + what;
        } catch (MisuseException expected) {
            return "";
        }
    }
}
