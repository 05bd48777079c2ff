// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

/**
 * What became of a mutant.
 *
 * @param by what killed it, or the designs to which it is equivalent, or in which it survives
 */
record Verdict(Cut cut, Kind kind, String by) {
    enum Kind {
        /** A claim fails, something never ends, or the spec has no value any more. */
        KILLED,
        /** Its graphs are those of the design without the change. */
        EQUIVALENT,
        /** It behaves otherwise, and nothing speaks against it. */
        SURVIVES
    }

    /** What is said in the end, if another design says this after one that did not kill the mutant. */
    Verdict then(final Verdict later) {
        if (later.kind == Kind.KILLED || kind == Kind.EQUIVALENT && later.kind == Kind.SURVIVES) {
            return later;
        }
        return kind == later.kind ? new Verdict(cut, kind, by + ", " + later.by) : this;
    }
}
