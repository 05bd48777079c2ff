// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The claims that one importer, alone with the exporter, breaks and that the design keeps with all other importers: each by one
 * command. More of them are in questions.txt.
 */
@Tag("tlc")
class ImportersTest {
    private static final Pattern BREAKS = Pattern.compile("(?m)^\\S+ breaks (\\w+): ");

    @Tag("full")
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "nothing", value = {
        // io_uring with NVMe: its callback publishes a fence for the pending requests
        "Linux73 Guest=token                                        | nothing",
        "Linux73 Guest=token FenceWait=KERNEL                       | nothing",
        "Linux73 Guest=token FenceWait=None                         | Refines S5",
        "Linux73 --importer token,drain=none                        | Refines S5",
        // A device that may never answer, with an importer that waits for it in its callback, where the exporter has the lock
        "Linux73 --importer virtio,answers=FALSE                    | L1",
        // Without p2p it is turned away at any time, as before the series
        "Linux73 --importer dynamic,p2p=FALSE                       | nothing",
        // A callback that maps again: the map is refused if the flag is set first
        "Linux73 Guest=eager                                        | nothing",
        // An exporter that moves the buffer within a call of an importer, and calls the importer's callback there
        "Before Guest=dynamic MoveIn=Map                            | nothing",
        "Before Guest=revocable MoveIn=Pin                          | Unaffected",
        "Before --importer revocable,again=TRUE MoveIn=Pin          | nothing",
    })
    void anImporterBreaks(final String question, final String broken) {
        final Answer a = Answer.ask(("what-if " + question).split(" +"));
        assertEquals(broken == null ? 0 : 1, a.exitCode(), question + "\n" + a.error());
        final TreeSet<String> found = BREAKS.matcher(a.text()).results()
                .map((MatchResult m) -> m.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(broken == null ? new TreeSet<>() : new TreeSet<>(List.of(broken.split(" "))), found, question);
    }
}
