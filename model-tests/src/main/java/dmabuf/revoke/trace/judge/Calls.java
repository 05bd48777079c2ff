// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.tlc.Undecided;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the calls that were judged from beginning to return, on buffers whose beginning was seen. Not thread-safe. */
public final class Calls {
    /** A call of the protocol by the exporter or an importer, with its plural. */
    public enum Call {
        ATTACH("attaches"), DETACH("detaches"), MAP("maps"), UNMAP("unmaps"), REVOKE("revokes"), RESTORE("restores"),
        CLOSE("closes"), MOVE("moves");

        private final String several;

        Call(final String several) {
            this.several = several;
        }

        /** The call that a user typed. */
        public static Call typed(final String name) throws Undecided {
            for (final Call c : values()) {
                if (c.typed().equals(name)) {
                    return c;
                }
            }
            throw new Undecided(name + " is no call; there are "
                    + Arrays.stream(values()).map(Call::typed).collect(Collectors.joining(", ")));
        }

        /** The name that a user types. */
        public String typed() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Call, Long> counts = new EnumMap<>(Call.class);

    /** Counts a call if an accepted event ends it and its beginning can be seen. */
    public void hear(final Word w, final Standard s) {
        final Call call = s.observer().fromTheBeginning() && s.code(w) != Standard.UNSEEN ? endsAt(w, s) : null;
        if (call != null) {
            counts.merge(call, 1L, Long::sum);
        }
    }

    /** Counts a move whose function is named, when that returns or the lock is dropped in it. */
    public void moved() {
        counts.merge(Call.MOVE, 1L, Long::sum);
    }

    private static boolean sees(final Standard s, final Word begin) {
        return s.observer().sees(begin.event);
    }

    private static Call endsAt(final Word w, final Standard s) {
        return switch (w) {
            case ATTACHED_STATIC, ATTACH_STATIC_ENODEV, ATTACH_STATIC_EOPNOTSUPP, ATTACH_STATIC_OTHER ->
                    sees(s, Word.ATTACH_STATIC) ? Call.ATTACH : null;
            case ATTACHED_DYNAMIC, ATTACH_DYNAMIC_ENODEV, ATTACH_DYNAMIC_EOPNOTSUPP, ATTACH_DYNAMIC_OTHER ->
                    sees(s, Word.ATTACH_DYNAMIC) ? Call.ATTACH : null;
            case DETACHED -> sees(s, Word.DETACH) ? Call.DETACH : null;
            case MAPPED, MAP_ENODEV, MAP_EINVAL, MAP_OTHER -> sees(s, Word.MAP) ? Call.MAP : null;
            case MAPPED_PRIVATE, PRIVATE_ENODEV, PRIVATE_EINVAL, PRIVATE_OTHER -> Call.MAP;
            case UNMAPPED -> Call.UNMAP;
            case RETURN_REVOKE -> Call.REVOKE;
            case RETURN_RESTORE -> Call.RESTORE;
            case RETURN_CLOSE -> Call.CLOSE;
            case BROADCAST -> s.onlyMoves() ? Call.MOVE : null;
            default -> null;
        };
    }

    /** How many calls of a kind were judged. */
    public long count(final Call call) {
        return counts.getOrDefault(call, 0L);
    }

    public boolean isEmpty() {
        return counts.isEmpty();
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(e -> String.format(Locale.ROOT, "%,d %s", e.getValue(),
                        e.getValue() == 1 ? e.getKey().typed() : e.getKey().several))
                .collect(Collectors.joining(", "));
    }
}
