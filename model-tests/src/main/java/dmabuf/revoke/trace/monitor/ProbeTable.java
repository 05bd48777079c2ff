// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.monitor;

import java.util.List;
import java.util.StringJoiner;

/** The table of probes and events, with the receiving attachments: it shows how to fill in the handlers of a monitor. */
public final class ProbeTable {
    private ProbeTable() {}

    /** The table, with its column heads. */
    public static String of(final List<MonitorEvent> events, final ExporterCalls calls) {
        final StringJoiner out = new StringJoiner("\n", "", "\n");
        out.add(row("event", "is raised when", "and given to"));
        for (final MonitorEvent e : events) {
            out.add(row(e.cName(), calls.text(e.probe()), e.whom().text()));
        }
        return out.toString();
    }

    private static String row(final String event, final String raised, final String whom) {
        return String.format("%-12s %-78s %s", event, raised, whom);
    }
}
