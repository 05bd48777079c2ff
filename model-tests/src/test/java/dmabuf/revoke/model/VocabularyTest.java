// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.check.Design;
import dmabuf.revoke.check.Verification;
import dmabuf.revoke.graph.Event;
import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.graph.Value;
import dmabuf.revoke.impl.Errno;
import dmabuf.revoke.impl.Step;
import dmabuf.revoke.impl.Usage;
import dmabuf.revoke.model.drive.Graphs;
import dmabuf.revoke.model.replay.Replay;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.Outcome;
import dmabuf.revoke.tlc.Run;
import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Tlc;
import dmabuf.revoke.tlc.ValueText;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Impl uses the words of the spec. The test takes their meaning from the spec, and does not define it. */
@Tag("tlc")
class VocabularyTest {
    @TempDir
    Path folder;

    @Test
    void aWaitForAClassCoversWhatTheSpecSays() throws Exception {
        final Outcome o = new Tlc(SpecText.load(), folder).run(new Run(
                "covers",
                "Kinds, TLC",
                """
                VARIABLE v
                Classes == {Usages[n] : n \\in DOMAIN Usages}
                Init == v = 0 /\\ PrintT([w \\in Classes |-> [u \\in Classes |-> Covers(w, u)]])
                Next == v' = v
                """,
                "INIT Init\nNEXT Next\n",
                false));
        final Value table = ValueText.parse(String.join(" ", o.prints()));
        assertEquals(
                Arrays.stream(Usage.values()).map(Usage::name).collect(Collectors.toCollection(TreeSet::new)),
                ((Value.Rec) table).fields().keySet());
        for (final Usage wait : Usage.values()) {
            for (final Usage fence : Usage.values()) {
                assertEquals(
                        table.get(wait.name()).get(fence.name()),
                        new Value.Bool(wait.covers(fence)),
                        wait + " covers " + fence);
            }
        }
    }

    @Test
    void everyResultOfTheSpecIsACodeOfImpl() throws Exception {
        final Tools tools = Tools.open();
        final Graph g = tools.shop().graph(Design.named(Verification.BASE_DESIGN, tools.spec()), Verification.BASE_SCENE);
        final Set<String> results = g.events().stream()
                .filter(Objects::nonNull)
                .filter(e -> e.kind() == Event.Kind.RETURN)
                .map(Event::result)
                .collect(Collectors.toCollection(TreeSet::new));
        final Set<String> codes = Arrays.stream(Errno.values()).map(Errno::name).collect(Collectors.toSet());
        assertTrue(results.size() > 2, results.toString());
        assertEquals(Set.of(), results.stream().filter(r -> !codes.contains(r)).collect(Collectors.toSet()));
    }

    @Test
    void everyStepOfImplIsAnActionOfTheSpecAndOccurs() throws Exception {
        final Graphs graphs = Graphs.of(Tools.open());
        final Set<String> actions = new TreeSet<>();
        for (final String scene : Replay.SCENES) {
            final Graph g = graphs.scene(scene);
            g.steps().stream()
                    .map(dmabuf.revoke.graph.Step::action)
                    .filter(a -> !a.endsWith("Call") && !a.endsWith("Return") || a.equals("CallbackReturn"))
                    .forEach(actions::add);
        }
        assertEquals(
                actions, Arrays.stream(Step.values()).map(Step::action).collect(Collectors.toCollection(TreeSet::new)));
    }
}
