// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One word of the spec has one meaning: a name is defined in one module. */
class OneMeaningTest {
    private static final Pattern DEFINED = Pattern.compile("(?m)^([A-Za-z]\\w*)(?:\\([^)]*\\))? *==");
    private static final String SATELLITES = "satellites/";

    /** Names that every model has, or that an export requires. */
    private static final Set<String> OF_EACH_MODEL =
            Set.of("vars", "Init", "Next", "Spec", "TypeOK", "InitX", "NextX", "StateX", "StepX", "Watched");

    /** Terms of the kernel, which mean the same in a satellite as in the protocol. */
    private static final Set<String> TERMS = Set.of(
            "Lock", "Unlock", "Pin", "Unpin", "Map", "Unmap", "Detach", "Put", "Zap", "Restore", "Signal", "JobEnds", "MapWait",
            "FenceWait", "UnmapWait", "WorkerUnmap", "Holds", "Linux73");

    @Test
    void aNameIsDefinedInOneModule() throws Exception {
        final SpecText spec = SpecText.load();
        assertEquals(List.of(), severalOf(spec));
        assertTrue(definitions(spec, false).size() > 500, "names of the protocol");
        assertTrue(definitions(spec, true).keySet().containsAll(TERMS), "a term that no satellite uses");
    }

    @Test
    void aSecondMeaningIsFound() throws Exception {
        final SpecText spec = SpecText.load();
        assertEquals(List.of("Pinned: Models, Rules"), severalOf(spec.with("Models.tla",
                spec.file("Models.tla").replace("TwoPins == ", "Pinned == "))));
        assertEquals(List.of("Left: Callback, satellites/Device"), severalOf(spec.with("satellites/Device.tla",
                spec.file("satellites/Device.tla").replace("ToFlag ==", "Left =="))));
    }

    private static List<String> severalOf(final SpecText spec) throws Undecided {
        final Map<String, Set<String>> protocol = definitions(spec, false);
        definitions(spec, true).forEach((name, modules) -> {
            if (protocol.containsKey(name) && !TERMS.contains(name)) {
                protocol.get(name).addAll(modules);
            }
        });
        return protocol.entrySet().stream()
                .filter(d -> d.getValue().size() > 1)
                .map(d -> d.getKey() + ": " + String.join(", ", d.getValue()))
                .toList();
    }

    /** By name, the modules that define it: those of the protocol, or the satellites. */
    private static Map<String, Set<String>> definitions(final SpecText spec, final boolean satellites) throws Undecided {
        final Map<String, Set<String>> by = new TreeMap<>();
        for (final String file : spec.files()) {
            if (file.endsWith(".tla") && file.startsWith(SATELLITES) == satellites && !file.equals(SATELLITES + "Graph.tla")) {
                DEFINED.matcher(spec.file(file)).results()
                        .filter(m -> !OF_EACH_MODEL.contains(m.group(1)))
                        .forEach(m -> by.computeIfAbsent(m.group(1), n -> new TreeSet<>()).add(file.replace(".tla", "")));
            }
        }
        return by;
    }
}
