// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.prove;

import dmabuf.revoke.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a term can be. */
sealed interface Sort {
    enum Plain implements Sort {
        TRUTH,
        NUMBER
    }

    /** A set of which nothing is known but that it is finite and not empty: the importers, the programs, the threads. */
    record Unbounded(String name) implements Sort {}

    /** One of a few values of the spec; each enumeration is equal to itself alone. */
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

        /** The place of a value among them; -1 if it is none of them. */
        int place(final Value v) {
            return places.getOrDefault(v, -1);
        }
    }
}
