// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.mutate;

/**
 * The verdict on a mutant.
 *
 * @param by what killed it, or the designs to which it is equivalent, or in which it survives
 */
record Verdict(Cut cut, Kind kind, String by) {
    enum Kind {
        /** A claim fails, a call cannot end, or TLC cannot evaluate the spec. */
        KILLED,
        /** Its graphs are those of the design without the change. */
        EQUIVALENT,
        /** It behaves differently, and nothing fails. */
        SURVIVES
    }

    /** The final verdict, if another design gives a verdict after one that did not kill the mutant. */
    Verdict then(final Verdict later) {
        if (later.kind == Kind.KILLED || kind == Kind.EQUIVALENT && later.kind == Kind.SURVIVES) {
            return later;
        }
        return kind == later.kind ? new Verdict(cut, kind, by + ", " + later.by) : this;
    }
}
