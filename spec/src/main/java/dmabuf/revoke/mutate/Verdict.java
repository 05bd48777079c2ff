package dmabuf.revoke.mutate;

/**
 * What became of a mutant.
 *
 * @param by what killed it, or which design it is equivalent to; empty if it survives
 */
record Verdict(Cut cut, Kind kind, String by) {
    enum Kind {
        /** A claim fails, something never ends, or the spec has no value any more. */
        KILLED,
        /** What it lacks belongs to other designs. */
        ELSEWHERE,
        /** Its graphs are those of the design without the change. */
        EQUIVALENT,
        /** It behaves otherwise, and nothing speaks against it. */
        SURVIVES
    }
}
