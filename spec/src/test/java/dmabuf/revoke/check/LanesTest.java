// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.graph.Graph;
import dmabuf.revoke.service.Main;
import dmabuf.revoke.service.Tools;
import dmabuf.revoke.tlc.SpecText;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("tlc")
class LanesTest {
    /** A call, of a driver or of a program, is shown in its lane, and not among the changed variables. */
    @Test
    void callsAreNotAmongWhatChanges() throws Exception {
        final SpecText spec = SpecText.load();
        final String lanes = Lanes.text(new Decisions(Tools.open().shop(), Manifest.load(spec))
                .counterexample(Design.named("CpuUngated", spec), "C2"));
        assertTrue(lanes.contains("> begin("), lanes);
        assertFalse(lanes.contains("cpu[c1]"), lanes);
    }

    /** A mail has 78 columns. Nothing is left out: all words of the lanes are there. */
    @Test
    void aMailHasAllInSeventyEightColumns() throws Exception {
        final Tools tools = Tools.open();
        int mails = 0;
        for (final String name : List.of("NoUnmapWait", "V1", "V7", "CpuUngated")) {
            final Graph g = tools.shop().graph(Design.named(name, tools.spec()), Decisions.SCENE);
            for (final String claim : tools.manifest().broken(name)) {
                final Counterexample c = tools.decisions().counterexample(g, claim);
                if (c == null) {
                    continue; // It is broken in another scene.
                }
                mails++;
                final String sentence = tools.manifest().properties().get(claim).sentence();
                final String mail = MailText.of(name + " breaks " + claim + ": " + sentence + " " + sentence, c);
                assertEquals(List.of(), mail.lines().filter(l -> l.length() > MailText.WIDTH || l.endsWith(" ")).toList(), name
                        + " " + claim);
                final List<String> said = List.of(mail.replaceAll("[|*.<>\\s]+", " ").split(" "));
                final List<String> lost = new ArrayList<>(List.of(Lanes.text(c).replace("what changes", "")
                        .replaceAll("[|*.<>\\s]+", " ").split(" ")));
                lost.removeAll(said);
                lost.remove("1");
                assertEquals(List.of(), lost, name + " " + claim);
            }
        }
        assertTrue(mails > 15, mails + " mails");
    }

    @Test
    void aMailShowsWhoIsInACall() throws Exception {
        final Tools tools = Tools.open();
        final Graph g = tools.shop().graph(Design.named("NoUnmapWait", tools.spec()), Decisions.SCENE);
        final String mail = MailText.of("NoUnmapWait breaks S2", tools.decisions().counterexample(g, "S2"));
        assertTrue(mail.startsWith("""
                NoUnmapWait breaks S2

                who: [i1 |-> "dynamic"]
                      exporter:x1
                      | driver:i1
                      | | callback:i1
                   2  > . .  revoke
                   3  | > .  attach
                      | | .    ready[i1] TRUE
                   4  | * .  AttachTest: vfio_pci_dma_buf_attach [4.5]
                   5  | * .  AttachInsert: dma_buf_dynamic_attach [5.2]
                      | | .    list <<"i1">>
                   6  | < .  attach = OK
                   7  | > .  map
                   8  * | .  OuterLock: (takes memory_lock) [4.1]
                      | | .    asked "revoked", outer "x1"
                """), mail);
        assertEquals(0, Main.run("explain", "7.5", "--mail"));
        assertEquals(2, Main.run("explain", "NoFenceWait", "S4", "--mail"));
        assertEquals(2, Main.run("explain", "NoFenceWait", "--mail", "--svg", "x.svg"));
    }
}
