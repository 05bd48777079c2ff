// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.mutant;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dmabuf.revoke.check.Check;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.technique.Techniques;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every known fault of impl is caught by a technique, and every technique catches its canary. */
@Tag("tlc")
@Tag("alone")
class MutantsTest {
    @TestFactory
    Stream<DynamicTest> everyMutantIsCaught() throws Exception {
        final Mutants mutants = new Mutants(Tools.home(), Graphs.of(Tools.open()), Settings.today(), false);
        final List<DynamicTest> tests = new ArrayList<>();
        for (final String name : Mutant.names(Tools.home())) {
            tests.add(dynamicTest(name + " is caught", () -> holds(mutants.one(name))));
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyTechniqueCatchesItsCanary() throws Exception {
        final Mutants mutants = new Mutants(Tools.home(), Graphs.of(Tools.open()), Settings.today(), false);
        return Techniques.all().stream()
                .map(t -> dynamicTest(
                        t.name() + " catches " + Mutants.CANARIES.get(t.name()), () -> holds(mutants.canary(t.name()))));
    }

    /** Otherwise a mutant might be caught because of its class loader, and not because of its fault. */
    @TestFactory
    Stream<DynamicTest> implItselfIsCaughtByNone(@TempDir final Path place) throws Exception {
        final Graphs graphs = Graphs.of(Tools.open());
        final Hunt hunt = new Hunt("impl", Files.createDirectories(place.resolve("classes")), place);
        return Stream.of("replay of waiting", "faults", "dma", "properties", "storm", "schedules")
                .map(t -> dynamicTest(
                        t + " agrees with impl in a loader of its own",
                        () -> assertFalse(hunt.caught(t, graphs, Settings.today()), "seed " + Settings.today())));
    }

    private static void holds(final Check c) {
        assertTrue(c.ok(), () -> c.name() + " " + c.detail() + "; again: " + c.replay());
        assertFalse(c.detail().isEmpty());
    }
}
