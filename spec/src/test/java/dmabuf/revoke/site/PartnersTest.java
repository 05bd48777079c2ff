// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.service.Tools;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What belongs to an action in impl and among the tests, and how a module is divided into prose and definitions. */
class PartnersTest {
    @Test
    void theMethodsTheirFaultsAndTheTests() throws Exception {
        final Partners p = new Partners(Tools.home());
        assertEquals(Set.of("Operation.setFlag"), p.methods("SetFlag"));
        assertEquals(Set.of(), p.methods("LazyUnmap"));
        assertTrue(p.knows("LazyUnmap"));
        assertTrue(p.mutants("FenceWait").contains("no-fence-wait"), p.mutants("FenceWait").toString());
        assertTrue(p.catchers("no-fence-wait").contains("replay"), p.catchers("no-fence-wait").toString());
        assertTrue(p.tests(List.of("begin")).contains("begin-against-revoke"));
        assertTrue(p.tests(List.of("restore")).contains("attach-against-restore"));
        assertEquals(List.of(), p.tests(List.of("invalidate")));
        assertEquals(List.of(), p.tests(List.of()));
        final Set<String> nowhere = new TreeSet<>(p.mutants().keySet());
        nowhere.removeIf(m -> !p.methodsOf(m).isEmpty());
        assertTrue(nowhere.size() < p.mutants().size() / 10, "faults in no method: " + nowhere);
    }

    @Test
    void theMethodAroundALine() {
        final List<String> source = List.of("class A {", "    int a;", "", "    void f(final int x) {", "        g(x);",
                "        if (x > 0) {", "        }",
                "    }", "", "    int b;", "    private int g(final int x)", "            throws E {", "        return h(x);",
                        "    }");
        assertEquals("", Partners.enclosing(source, 2));
        assertEquals("f", Partners.enclosing(source, 5));
        assertEquals("f", Partners.enclosing(source, 7));
        assertEquals("", Partners.enclosing(source, 10));
        assertEquals("g", Partners.enclosing(source, 13));
    }

    @Test
    void aCommentIsProse() {
        final String module = """
                ------------------------------- MODULE A -------------------------------
                (***********************************************************************)
                (* The first. It goes                                                  *)
                (* on.                                                                 *)
                (*                                                                     *)
                (* The second.                                                         *)
                (***********************************************************************)
                EXTENDS B

                \\* What x is.
                x == 1  \\* one
                y == 2

                \\* a    b
                z ==
                  \\* within
                  3

                ========================================================================
                """;
        final List<String> parts = Prose.parts(module);
        assertEquals(List.of("EXTENDS B", "\\* What x is.", "x == 1  \\* one\ny == 2", "\\* a    b", "z ==\n  \\* within\n  3"),
                parts.subList(1, parts.size()));
        assertEquals(List.of(true, false, true, false, false, false), parts.stream().map(Prose::isProse).toList());
        assertEquals(List.of("The first. It goes on.", "The second."), Prose.paragraphs(parts.get(0)));
    }
}
