// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The table in C that rvgen makes from a small automaton, and the differences found in a wrong one. */
class RvgenTest {
    private static final Automaton SMALL = new Automaton(List.of(MonitorEvent.ATTACH, MonitorEvent.DETACH, MonitorEvent.MAP),
            List.of("attached", "s1_mapped", "detached"),
            List.of(new int[] {-1, 2, 1}, new int[] {-1, -1, 1}, new int[] {0, -1, -1}));

    /** A table as rvgen of Linux 7.3 writes it, for the dot below; written by hand. */
    private static final String TABLE = """
            static const struct automaton_dmabuf_attachment automaton_dmabuf_attachment = {
            	.state_names = {
            		"attached",
            		"detached",
            		"s1_mapped",
            	},
            	.event_names = {
            		"attach",
            		"detach",
            		"map",
            	},
            	.function = {
            		{
            			INVALID_STATE,
            			detached_dmabuf_attachment,
            			s1_mapped_dmabuf_attachment,
            		},
            		{
            			attached_dmabuf_attachment,
            			INVALID_STATE,
            			INVALID_STATE,
            		},
            		{
            			INVALID_STATE,
            			INVALID_STATE,
            			s1_mapped_dmabuf_attachment,
            		},
            	},
            	.initial_state = attached_dmabuf_attachment,
            	.final_states = { 0, 1, 0 },
            };
            """;

    @Test
    void dot() {
        assertEquals("""
                digraph state_automaton {
                	center = true;
                	{node [shape = plaintext, style=invis, label=""] "__init_attached"};
                	"__init_attached" -> "attached";
                	{
                		{node [shape = circle] "attached"};
                		"attached" [label = "attached"];
                		"attached" -> "detached" [ label = "detach" ];
                		"attached" -> "s1_mapped" [ label = "map" ];
                		{node [shape = circle] "s1_mapped"};
                		"s1_mapped" [label = "s1_mapped"];
                		"s1_mapped" -> "s1_mapped" [ label = "map" ];
                		{node [shape = doublecircle] "detached"};
                		"detached" [label = "detached"];
                		"detached" -> "attached" [ label = "attach" ];
                	}
                }
                """, Dot.of(SMALL));
    }

    @Test
    void theSameTable() {
        assertEquals(List.of(), Rvgen.compared(SMALL, TABLE));
    }

    @Test
    void otherTables() {
        assertEquals(List.of("from attached by map the table goes to detached, the automaton to s1_mapped"),
                Rvgen.compared(SMALL, TABLE.replaceFirst("s1_mapped_dmabuf", "detached_dmabuf")));
        assertEquals(List.of("from attached by attach the table goes to attached, the automaton to INVALID_STATE"),
                Rvgen.compared(SMALL, TABLE.replaceFirst("INVALID_STATE", "attached_dmabuf_attachment")));
        assertEquals(List.of("the table begins in detached, the automaton in attached"),
                Rvgen.compared(SMALL, TABLE.replace("initial_state = attached", "initial_state = detached")));
        assertEquals(List.of("the table has 2 states, 3 events and 9 entries, the automaton 3 and 3"),
                Rvgen.compared(SMALL, TABLE.replace("\t\t\"detached\",\n", "")));
        assertEquals(1, Rvgen.compared(SMALL, "").size());
    }
}
