// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.campaign;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * The first record of a file of results: a description of the campaign, so that it can be resumed, merged and reported from the
 * file alone.
 *
 * @param format {@link #FORMAT}
 * @param id of this campaign, unique
 * @param began the time, in ISO 8601
 * @param spec a digest of the spec
 * @param code a digest of impl, of the techniques and of the tests
 * @param commit for display
 * @param seed of the campaign
 * @param budget its time in seconds
 * @param shards its shards, as {@code 3/16}
 * @param merged whether it joins several, and so should have all shards
 * @param corpus the folder of its litmus tests; empty for those of the project
 * @param tests the glob that its tests match
 * @param techniques by name
 * @param cores that it uses
 * @param environment machine and JVM, for display
 * @param units of these shards, by name
 * @param lacking the units that this machine cannot run, each with the reason
 * @param outcomes of each litmus test, each with whether a serial run gives it
 */
record Head(
        String format,
        String id,
        String began,
        String spec,
        String code,
        String commit,
        long seed,
        long budget,
        List<String> shards,
        boolean merged,
        String corpus,
        String tests,
        List<String> techniques,
        int cores,
        Map<String, String> environment,
        List<String> units,
        SortedMap<String, String> lacking,
        SortedMap<String, SortedMap<String, Boolean>> outcomes) {
    static final String FORMAT = "dmabuf-revoke campaign 1";
}
