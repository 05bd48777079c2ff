// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.impl.DmaBuf;
import dmabuf.revoke.keep.Digest;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.prove.Solvers;
import dmabuf.revoke.service.Settings;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.verify.VerifyRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The parts of the key of each stored result. The test of Digest checks that a change of a part changes the key; this one checks
 * that no part is missing.
 */
class KeysTest {
    private static final List<String> RUN = List.of(
            "what", "seed", "full", "files of impl/src/main/java", "files of model-tests/mutants", "dmabuf.revoke.impl of impl",
            "dmabuf.revoke.model of model-tests", "dmabuf.revoke of spec", "libraries", "machine", "options", "jvm");
    private static final List<String> LITMUS = with(
            RUN, "folder", "files of stress/litmus", "files of stress/src/main/java", "spec", "tlc",
            "dmabuf.revoke.stress of stress");

    @TempDir
    Path folder;

    private static List<String> with(final List<String> some, final String... more) {
        return Stream.concat(some.stream(), Stream.of(more)).toList();
    }

    /** The parts of a key, in which names of modules replace their folders and jars. */
    private static List<String> parts(final Digest key) {
        return key.parts().stream()
                .map(p -> p.replace(Digest.home(DmaBuf.class).toString(), "impl")
                        .replace(Digest.home(Graphs.class).toString(), "model-tests")
                        .replace(Digest.home(Tools.class).toString(), "spec")
                        .replace(Digest.home(LitmusPart.class).toString(), "stress")
                        .replace(Tools.home() + "/", "")
                        .replaceAll("^package ", ""))
                .distinct()
                .toList();
    }

    private static List<Jobs.Job> jobs(final boolean full) throws Exception {
        return new VerifyRun(Tools.open(), new Settings(1, full)).others();
    }

    private static List<String> expected(final Jobs.Job job) throws Exception {
        final List<String> graphs = new ArrayList<>(Graphs.SCENES);
        graphs.addAll(Graphs.others());
        graphs.addAll(Graphs.SATELLITES.keySet());
        final List<String> techniques = with(
                with(RUN, "folder", "files of model-tests/races", "files of model-tests/cuts", "files of model-tests/src/test",
                        "files of impl/src/test"),
                graphs.stream().distinct().toArray(String[]::new));
        return switch (job.group()) {
            case "oracle" -> List.of("what", "graph", "contract", "dmabuf.revoke of spec");
            case "satellites" -> List.of("module", "satellite", "Graph.tla", "table", "tlc", "dmabuf.revoke of spec");
            case "spec mutants" -> List.of("what", "which", "after");
            case "techniques", "mutants", "cuts" -> techniques;
            case "litmus", "litmus schedules", "jcstress" -> LITMUS;
            case "proof" -> List.of("what", "spec", "dmabuf.revoke of spec", "solver");
            default -> List.of();
        };
    }

    @Test
    void noPartIsLeftOut() throws Exception {
        final Map<String, Integer> groups = new TreeMap<>();
        for (final boolean full : List.of(false, true)) {
            for (final Jobs.Job job : jobs(full)) {
                if (job.key() != null && !job.group().startsWith("linux")) {
                    assertEquals(expected(job), parts(job.key().compute()), job.group() + ": " + job.name());
                    groups.merge(job.group(), 1, Integer::sum);
                }
            }
        }
        assertTrue(groups.keySet().containsAll(List.of("oracle", "satellites", "spec mutants", "techniques", "mutants", "cuts",
                "litmus", "litmus schedules", "jcstress")), groups.toString());
        assertEquals(List.of("what", "full", "spec", "tlc", "dmabuf.revoke of spec"),
                parts(new VerifyRun(Tools.open(), new Settings(1, false)).key()));
    }

    /** The content of a given solver is a part. */
    @Test
    void aSolverIsAPart() throws Exception {
        final Path solver = Files.writeString(folder.resolve("solver"), "one");
        System.setProperty(Solvers.GIVEN, solver.toString());
        try {
            final List<Jobs.Job> proofs = jobs(false).stream().filter(j -> j.group().equals("proof") && j.key() != null).toList();
            assertTrue(!proofs.isEmpty());
            final String one = proofs.get(0).key().compute().hex();
            Files.writeString(solver, "two");
            assertTrue(!one.equals(proofs.get(0).key().compute().hex()));
        } finally {
            System.clearProperty(Solvers.GIVEN);
        }
    }
}
