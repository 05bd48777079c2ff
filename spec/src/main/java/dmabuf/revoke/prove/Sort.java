// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The type of a term. */
sealed interface Sort {
    enum Plain implements Sort {
        TRUTH,
        NUMBER
    }

    /** A set that is known to be finite and not empty, and no more: the importers, the programs, the threads. */
    record Unbounded(String name) implements Sort {}

    /** One of a few values of the spec. Each enumeration is equal only to itself. */
    final class Finite implements Sort {
        private final String name;
        private final List<Value> values;
        private final Map<Value, Integer> places = new HashMap<>();

        Finite(final String name, final List<Value> values) {
            this.name = name;
            this.values = List.copyOf(values);
            for (final Value v : values) {
                places.put(v, places.size());
            }
        }

        String name() {
            return name;
        }

        List<Value> values() {
            return values;
        }

        int size() {
            return values.size();
        }

        /** The place of a value in the enumeration; -1 if it is not in it. */
        int place(final Value v) {
            return places.getOrDefault(v, -1);
        }
    }
}
