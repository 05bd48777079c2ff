// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.linux;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The agent's report of the state of Linux, in the names of the spec: variables, and the calls in progress.
 *
 * @param values by variable, or by variable and owner: {@code flag}, {@code mapped.i1}
 * @param calls by process
 */
record Answer(Map<String, String> values, Map<String, Call> calls) {
    /**
     * A call in progress.
     *
     * @param how its position: at a {@code gate}, {@code blocked}, {@code running}, {@code returned}
     * @param where the name of the gate at which it stands, or stood last; or the result
     */
    record Call(String op, String arg, String how, String where) {}

    static Answer of(final String line) {
        final Map<String, String> values = new LinkedHashMap<>();
        final Map<String, Call> calls = new LinkedHashMap<>();
        for (final String word : line.split(" ")) {
            final int at = word.indexOf('=');
            if (at < 0) {
                throw new IllegalStateException("the agent says what is no state: " + line);
            }
            final String name = word.substring(0, at);
            final String value = word.substring(at + 1);
            if (name.indexOf(':') < 0) {
                values.put(name, value);
            } else {
                final String[] parts = value.split("/", 4);
                calls.put(name, new Call(parts[0], parts[1], parts[2], parts[3]));
            }
        }
        return new Answer(values, calls);
    }

    /** The result of the request to the agent: {@code OK}, or the error. */
    String result() {
        return values.get("r");
    }

    String value(final String name) {
        return values.get(name);
    }

    /** The call of a process; null if it is idle. */
    Call call(final String process) {
        return calls.get(process);
    }
}
