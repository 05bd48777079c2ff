// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.Place;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.TlcServer;
import dmabuf.revoke.tlc.TlcWorker;
import dmabuf.revoke.tlc.Undecided;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLC's server and its workers, on this machine: the same states and verdicts as one process, errors seen, no harm by a kill. */
@Tag("fork")
class ServedTest {
    private static final String WORKER = "dmabuf.revoke.export.RunWorker";
    private static final String SERVER = "dmabuf.revoke.export.RunServer";

    /** A listening socket of /proc/net/tcp: its address, and its number. */
    private static final Pattern LISTENING = Pattern.compile("\\s*\\d+: (\\w+):\\w+ \\w+:0000 0A(?:\\s+\\S+){5}\\s+(\\d+).*");

    @TempDir
    Path folder;

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final List<String> told = new ArrayList<>();
    private SpecText spec;
    private Place place;

    @BeforeEach
    void open() throws Exception {
        spec = SpecText.load().with("scenes/alike.cfg", """
                CONSTANTS
                  Exporters = {x1, x2}
                  Ops <- Alike
                  Importers = {"i1"}
                  CpuUsers = {}
                  Populations <- Dynamic
                  JobUsages = {"BOOKKEEP"}
                  Overlap = 3
                  Returns = FALSE
                  MayLeak <- OneLeak
                """);
        try (ServerSocket s = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            place = new Place(Place.HERE, s.getLocalPort());
        }
    }

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    private Nightly nightly(final Place where, final Consumer<String> progress) throws Exception {
        final Workshop shop = new Workshop(new Tlc(spec, folder.resolve("tlc")), folder.resolve("graphs"), line -> {});
        return new Nightly(shop, Manifest.load(spec), folder.resolve("tlc"), line -> {
            told.add(line);
            progress.accept(line);
        }, where);
    }

    private Future<Long> worker() {
        return workers.submit(() -> new TlcWorker(folder.resolve("tlc"), place, 1, line -> {}).run());
    }

    private static Stream<ProcessHandle> jvms(final String main) {
        return ProcessHandle.current().children().filter(p -> p.info().commandLine().orElse("").contains(main));
    }

    private static String distinct(final List<Check> checks) {
        final Matcher m = Pattern.compile("(\\d+) distinct").matcher(checks.get(1).detail());
        assertTrue(m.find() && checks.get(0).ok(), checks.toString());
        return m.group(1);
    }

    private List<Check> served(final String scene) throws Exception {
        return nightly(place, line -> {}).safety("Reference", scene);
    }

    @Tag("full")
    @Test
    void twoWorkersFindTheStatesOfOneProcess() throws Exception {
        final List<String> open = new ArrayList<>();
        final Nightly nightly = nightly(place, line -> {
            if (line.startsWith("TLC waits for workers")) {
                open.addAll(listening(SERVER));
                worker();
                worker();
            }
        });
        final List<Check> checks = nightly.safety("Reference", "alike");
        assertEquals(distinct(nightly(null, line -> {}).safety("Reference", "alike")), distinct(checks));
        assertEquals(2, told.stream().filter(t -> t.startsWith("a worker has come: ")).distinct().count(), told.toString());
        if (Files.exists(Path.of("/proc/net/tcp"))) {
            assertFalse(open.isEmpty(), "it listens");
        }
        assertEquals(List.of(), open.stream().filter(a -> !a.endsWith("0100007F")).toList(), "no other machine can connect");
    }

    /** The addresses on which the JVMs with this main class listen, as Linux writes them. */
    private static List<String> listening(final String main) {
        final List<String> addresses = new ArrayList<>();
        jvms(main).forEach(p -> {
            final Path proc = Path.of("/proc", Long.toString(p.pid()));
            try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
                final List<String> sockets = files.map(ServedTest::link).toList();
                for (final String table : List.of("net/tcp", "net/tcp6")) {
                    for (final String line : Files.readAllLines(proc.resolve(table))) {
                        final Matcher m = LISTENING.matcher(line);
                        if (m.matches() && sockets.contains("socket:[" + m.group(2) + "]")) {
                            addresses.add(m.group(1));
                        }
                    }
                }
            } catch (IOException e) {
                return; // another system, or it has ended
            }
        });
        return addresses;
    }

    private static String link(final Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private void seed(final String knob) throws Exception {
        spec = spec.with("Designs.tla", spec.file("Designs.tla").replace(
                "Reference == [ Linux73 EXCEPT ", "Reference == [ Linux73 EXCEPT " + knob + ", "));
    }

    @Test
    void aSeededViolationIsSeen() throws Exception {
        seed("!.MapTest = \"None\"");
        worker();
        final Check c = served("alike").get(0);
        assertTrue(c.differs() && c.detail().matches("a claim is violated.*the last step breaks \\{.*"), c.detail());
    }

    @Tag("full")
    @Test
    void aStateThatBreaksAClaimIsSeen() throws Exception {
        spec = spec.with("Nightly.tla", spec.file("Nightly.tla").replaceFirst(
                "(?m)^ClaimsHold == .*", "ClaimsHold == stage # \"quiet\""));
        worker();
        final Check c = served("alike").get(0);
        assertTrue(c.differs() && c.detail().endsWith("evaluated"), c.detail());
    }

    /** A map that is refused leads back to the state before the call. */
    @Tag("full")
    @Test
    void aStepThatBreaksAClaimIsSeenThoughItsStateIsKnown() throws Exception {
        spec = spec.with("Nightly.tla", spec.file("Nightly.tla").replaceFirst("MapAgain +\\|-> .*,",
                "MapAgain |-> ~(drv[\"i1\"].op = \"map\" /\\\\ drv'[\"i1\"].op = \"idle\" /\\\\ mapped' = mapped),"));
        worker();
        final Check c = served("alike").get(0);
        assertTrue(c.differs() && c.detail().endsWith("; the last step breaks {\"MapAgain\"}"), c.detail());
    }

    /** If this fails, then TLC has learnt it, and Served.tla is not needed. */
    @Tag("full")
    @Test
    void theServerItselfDoesNotSeeSuchAStep() throws Exception {
        final Run loop = new Run("loop", "Integers",
                "VARIABLE x\nInitL == x = 0\nNextL == x' = (x + 1) % 9\nStays == [][x' # 0]_x",
                "INIT InitL\nNEXT NextL\nPROPERTY Stays\nCHECK_DEADLOCK FALSE\n", false);
        assertFalse(new Tlc(spec, folder).run(loop).holds());
        worker();
        assertTrue(new TlcServer(spec, folder, place, line -> {}).run(loop).holds());
    }

    /** The first worker is killed in the middle, and there is none for a while; then another one comes. */
    @Tag("full")
    @Test
    void aWorkerThatIsKilledDoesNoHarm() throws Exception {
        final List<String> open = new ArrayList<>();
        final Nightly nightly = nightly(place, line -> {
            if (line.startsWith("TLC waits for workers") || line.startsWith("a worker has gone: ")) {
                worker();
            } else if (line.startsWith("a worker has come: ")
                    && told.stream().noneMatch(t -> t.startsWith("a worker has gone: "))) {
                open.addAll(listening(WORKER));
                jvms(WORKER).forEach(ProcessHandle::destroyForcibly);
            }
        });
        final List<Check> checks = nightly.safety("Reference", "cpu");
        assertTrue(checks.stream().allMatch(Check::ok), checks.toString());
        assertEquals(1, told.stream().filter(t -> t.startsWith("a worker has gone: ")).count(), told.toString());
        assertEquals(List.of(), open.stream().filter(a -> !a.endsWith("0100007F")).toList(), "no other machine can connect");
    }

    @Test
    void aPortThatIsTakenIsSaid() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(Place.HERE))) {
            place = new Place(Place.HERE, taken.getLocalPort());
            final Undecided u = assertThrows(Undecided.class, () -> served("alike"));
            assertTrue(u.getMessage().startsWith("cannot listen on " + place), u.getMessage());
        }
    }
}
