// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.oracle;

import dmabuf.revoke.graph.Event;

/** An observation of a process: a call, a return, or that it is stuck in a call. Immutable; equal by content. */
public sealed interface Observation {
    /** Role and actor, for example {@code driver:i1}. */
    String process();

    /** A call or a return. */
    record Seen(Event event) implements Observation {
        @Override
        public String process() {
            return event.process();
        }

        @Override
        public String toString() {
            return event.toString();
        }
    }

    /** The process is in a call that will not return, whatever silent steps occur. */
    record Stuck(String process) implements Observation {
        @Override
        public String toString() {
            return process + " is stuck";
        }
    }

    static Observation of(final Event event) {
        return new Seen(event);
    }

    static Observation stuck(final String process) {
        return new Stuck(process);
    }
}
