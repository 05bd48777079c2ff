// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import java.util.EnumMap;
import java.util.Map;

/**
 * Events that the spec allows and a driver must survive, by number in the reference: how often each was seen, and where first.
 */
public final class Hazards {
    /** One of them. */
    public enum Hazard {
        EARLY("7.14", "callback on an attachment whose own attach had not returned"),
        LEAVING("7.16", "callback on an attachment whose detach had been called"),
        LATE("D2", "attach passed the test, and was inserted after the buffer was revoked"),
        SPURIOUS("D3", "attach refused while a restore was under way"),
        LOST("D1", "map refused after a restore had told everybody: nobody will tell this importer again"),
        LEFT("5.1", "attachment left when its buffer was released");

        public final String number;
        public final String sentence;

        Hazard(final String number, final String sentence) {
            this.number = number;
            this.sentence = sentence;
        }
    }

    private final Map<Hazard, long[]> seen = new EnumMap<>(Hazard.class);

    public void add(final Hazard hazard, final long line) {
        add(hazard, line, 1);
    }

    public void add(final Hazard hazard, final long line, final long times) {
        seen.computeIfAbsent(hazard, h -> new long[] {0, line})[0] += times;
    }

    public long count(final Hazard hazard) {
        return seen.containsKey(hazard) ? seen.get(hazard)[0] : 0;
    }

    /** The line on which it was seen first; 0 if never. */
    public long first(final Hazard hazard) {
        return seen.containsKey(hazard) ? seen.get(hazard)[1] : 0;
    }
}
