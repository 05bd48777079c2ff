// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is visible in a history. All else is silent for the oracle.
 *
 * @param hiddenProcesses processes of which nothing is visible, for example {@code worker:i1}
 * @param hiddenOperations operations whose calls and returns are invisible for every process, for example {@code unlock}
 * @param hiddenEvents single events that are invisible: a function may have a probe at its entry and none at its end
 * @param fromTheBeginning false if the beginning of the history was not seen, so that it may start in any reachable state
 */
public record Observer(
        Set<String> hiddenProcesses,
        Set<String> hiddenOperations,
        Set<Event> hiddenEvents,
        boolean fromTheBeginning) {

    /** Sees everything. */
    public static final Observer ALL = new Observer(Set.of(), Set.of(), Set.of(), true);

    public Observer {
        hiddenProcesses = Set.copyOf(hiddenProcesses);
        hiddenOperations = Set.copyOf(hiddenOperations);
        hiddenEvents = Set.copyOf(hiddenEvents);
    }

    /** Sees everything except these processes. */
    public static Observer withoutProcesses(final String... processes) {
        return new Observer(Set.of(processes), Set.of(), Set.of(), true);
    }

    /** The same observer, but for a history whose beginning was not seen. */
    public Observer late() {
        return new Observer(hiddenProcesses, hiddenOperations, hiddenEvents, false);
    }

    public boolean sees(final Event e) {
        return !hiddenProcesses.contains(e.process())
                && !hiddenOperations.contains(e.op())
                && !hiddenEvents.contains(e);
    }

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(fromTheBeginning ? "from the beginning" : "beginning unseen");
        hidden(text, hiddenProcesses);
        hidden(text, hiddenOperations);
        hidden(text, hiddenEvents);
        return text.toString();
    }

    private static void hidden(final StringBuilder text, final Set<?> what) {
        final TreeSet<String> sorted = new TreeSet<>();
        what.forEach(w -> sorted.add(w.toString()));
        sorted.forEach(w -> text.append(", without ").append(w));
    }
}
