// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.systematic;

import dmabuf.revoke.graph.Event;
import dmabuf.revoke.stress.litmus.Litmus;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names of systematic tests: they contain the racing calls, so that a glob finds those of a call. */
final class Naming {
    private Naming() {}

    /** A name such as {@code i1-map-worker-i1-unmap-vs-x1-revoke}, followed by the stage if it is not the usual one. */
    static String of(final List<List<Event>> columns, final Litmus.Stage stage) {
        final String calls = columns.stream()
                .map(c -> c.stream().map(Naming::of).collect(Collectors.joining("-")))
                .collect(Collectors.joining("-vs-"));
        final String kinds = String.join("-", stage.kinds().values());
        return (calls + (stage.scene().isEmpty() ? "" : "-on-" + stage.scene().replace('/', '-'))
                        + (kinds.isEmpty() ? "" : "-" + kinds))
                .toLowerCase(Locale.ROOT);
    }

    private static String of(final Event call) {
        final String[] who = call.process().split(":");
        final boolean said = who[0].equals("driver") || who[0].equals("exporter") || who[0].equals("cpu");
        return (said ? "" : who[0] + "-") + who[who.length - 1] + "-" + call.op() + (call.arg().equals("-") ? "" : "-" + call.arg());
    }
}
