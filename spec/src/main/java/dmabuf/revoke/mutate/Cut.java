// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

import java.util.List;

/**
 * One piece of the spec that a mutant leaves out, and its location.
 *
 * @param module file of the module
 * @param action the definition that contains it; in an arm of CASE with the condition in brackets
 * @param text of the piece, with single spaces; followed by {@code  (2)} if the definition has it a second time
 * @param place the text range in the module
 * @param variables that an update assigns, and that do not change without it
 */
record Cut(String module, String action, Kind kind, String text, Place place, List<String> variables)
        implements Comparable<Cut> {

    enum Kind {
        /** A condition; without it, it is TRUE. */
        GUARD,
        /** An assignment of a step; without it, the variables do not change. */
        UPDATE,
        /** An element of a straight-line program. */
        STEP
    }

    /** Lines and columns from 1, both ends included. */
    record Place(int line, int column, int lastLine, int lastColumn) {}

    /** Its name in the list of survivors: it has no line number, so that it stays valid. */
    String name() {
        return name(module.replace(".tla", ""), action, text);
    }

    static String name(final String module, final String action, final String text) {
        return module + " " + action + ": " + text;
    }

    @Override
    public int compareTo(final Cut o) {
        final int byModule = module.compareTo(o.module);
        final int byLine = byModule != 0 ? byModule : Integer.compare(place.line, o.place.line);
        return byLine != 0 ? byLine : Integer.compare(place.column, o.place.column);
    }
}
