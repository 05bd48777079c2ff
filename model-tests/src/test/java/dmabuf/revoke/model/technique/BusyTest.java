package dmabuf.revoke.model.technique;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.drive.Technique.Verdict;
import dmabuf.revoke.service.Tools;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** However busy the machine is, impl is not said to hang: here four threads take all that they get of the cores. */
@Tag("tlc")
class BusyTest {
    private volatile boolean busy = true;

    @BeforeEach
    void keepTheCoresBusy() {
        for (int n = 0; n < 4; n++) {
            final Thread t = new Thread(() -> {
                while (busy) {
                    Thread.onSpinWait();
                }
            }, "busy");
            t.setDaemon(true);
            t.start();
        }
    }

    @AfterEach
    void leaveThem() {
        busy = false;
    }

    @TestFactory
    Stream<DynamicTest> implIsNotHungOnABusyMachine() throws Exception {
        final Graphs graphs = Graphs.of(Tools.open(false));
        return List.of("faults", "dma", "replay of waiting", "replay of Mock/exporters").stream()
                .map(name -> dynamicTest(name + " does not hang", () -> {
                    final Verdict v = Techniques.named(name).run(graphs, System.nanoTime());
                    assertNotEquals(Verdict.Status.HUNG, v.status(), () -> v.summary() + "\n" + v.failure());
                }));
    }
}
