// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.util.List;
import java.util.Map;

/**
 * A record of one turn that has ended.
 *
 * @param campaign the id of the campaign that ran it
 * @param unit by name
 * @param number of the turn of this unit in this campaign, from 0; unique
 * @param ended the time, in ISO 8601
 * @param elapsed the time that the campaign had used by then, in seconds
 * @param seconds that the turn took
 * @param seed of the turn
 * @param trouble why the turn has no result; empty if it has
 */
record Turn(
        String campaign,
        String unit,
        int number,
        String ended,
        double elapsed,
        double seconds,
        long seed,
        long samples,
        Map<String, Long> seen,
        List<Kept> failures,
        boolean exhausted,
        String trouble) {
    /** A failure, and the name of its file in the folder of failures. */
    record Kept(String signature, String what, String file) {}

    /** The identity of a turn: two records with the same key are copies. */
    String key() {
        return campaign + " " + unit + " " + number;
    }
}
