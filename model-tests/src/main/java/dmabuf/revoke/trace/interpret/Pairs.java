// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.interpret;

import dmabuf.revoke.trace.read.Kind;
import dmabuf.revoke.trace.read.Survey;

/**
 * Pairs the entries and returns of one thread: a function is not entered again before it returns, and does not return before it
 * was entered, except for one that the thread was in when the trace began. Otherwise lines were lost, for example by a kretprobe
 * that ran out of instances.
 */
final class Pairs {
    private static final long[] ENTRY = new long[Kind.values().length];
    private static final long[] RETURN = new long[Kind.values().length];

    static {
        int pairs = 0;
        for (final Kind k : Kind.values()) {
            final String name = k.name();
            final int entry = name.endsWith("_RET") ? entry(name.substring(0, name.length() - 4)) : -1;
            if (entry >= 0) {
                ENTRY[entry] = 1L << pairs;
                RETURN[k.ordinal()] = 1L << pairs++;
            }
        }
        if (pairs == 0 || pairs > Long.SIZE) {
            throw new AssertionError(pairs);
        }
    }

    private final Survey survey;

    Pairs(final Survey survey) {
        this.survey = survey;
    }

    private static int entry(final String base) {
        for (final Kind k : Kind.values()) {
            if (k.name().equals(base + "_IN") || k.name().equals(base)) {
                return k.ordinal();
            }
        }
        return -1;
    }

    /** {@return whether lines were lost} Notes an event of a thread. */
    boolean lost(final Kind kind, final Task t) {
        final long entry = ENTRY[kind.ordinal()];
        final long back = RETURN[kind.ordinal()];
        if ((entry | back) == 0) {
            return false;
        }
        final boolean odd = entry != 0 ? (t.inside & entry) != 0 : (t.inside & back) == 0 && (t.entered & back) != 0;
        t.entered |= entry | back;
        t.inside = (t.inside | entry) & ~back;
        return odd && bothAreRecorded(entry | back);
    }

    private boolean bothAreRecorded(final long pair) {
        int recorded = 0;
        for (final Kind k : Kind.values()) {
            if ((ENTRY[k.ordinal()] == pair || RETURN[k.ordinal()] == pair) && survey.has(k)) {
                recorded++;
            }
        }
        return recorded == 2;
    }
}
