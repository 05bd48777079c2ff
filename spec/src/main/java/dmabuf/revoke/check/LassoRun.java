// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.graph.Value;
import dmabuf.revoke.tlc.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * A run of TLC that can only follow one lasso: its behaviours begin in the first state of the lasso, follow it state by
 * state, each time by a step of Next, and never stop on the way. If TLC finds that under the fairness these behaviours
 * break the claim, then the lasso is a counterexample also by TLC's own reading of fairness and claim.
 */
final class LassoRun {
    private LassoRun() {}

    static Run of(
            final Design d,
            final String scene,
            final Counterexample lasso,
            final List<String> fairness,
            final String property) {
        final List<SortedMap<String, Value>> places = new ArrayList<>(List.of(lasso.start()));
        lasso.frames().forEach(f -> places.add(f.state()));
        if (!lasso.stays()) {
            places.remove(places.size() - 1);
        }
        final String definitions = String.join(
                "\n",
                d.definitions(),
                "VARIABLE place",
                places.stream().map(LassoRun::record).collect(Collectors.joining(",\n", "Places == << ", " >>")),
                "LassoInit == place = 1 /\\ " + assigned(lasso.start(), "", "place"),
                "LassoNext == /\\ place' = IF place < " + places.size() + " THEN place + 1 ELSE " + (lasso.backTo() + 1),
                "             /\\ " + (lasso.stays() ? "place < " + places.size() : "TRUE"),
                "             /\\ " + assigned(lasso.start(), "'", "place'"),
                "             /\\ Next",
                "LassoSpec == /\\ LassoInit /\\ [][LassoNext]_<<vars, place>> /\\ WF_<<vars, place>>(LassoNext)",
                "             /\\ " + String.join(" /\\ ", fairness));
        return new Run(
                d.name() + "-" + property + "-lasso",
                "Models",
                definitions,
                d.config(scene) + "\nSPECIFICATION LassoSpec\nPROPERTIES " + property + "\nCHECK_DEADLOCK FALSE\n",
                false);
    }

    private static String record(final SortedMap<String, Value> state) {
        return state.entrySet().stream()
                .map(v -> v.getKey() + " |-> " + v.getValue())
                .collect(Collectors.joining(", ", "[", "]"))
                .replace("[]", "<< >>"); // the empty function
    }

    private static String assigned(final Map<String, Value> state, final String prime, final String place) {
        return state.keySet().stream()
                .map(v -> v + prime + " = Places[" + place + "]." + v)
                .collect(Collectors.joining(" /\\ "));
    }
}
