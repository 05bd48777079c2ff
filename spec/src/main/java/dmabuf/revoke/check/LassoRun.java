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
 * A run of TLC that can only follow one lasso: its behaviours start in the lasso's first state, go on place by place, each
 * time by a step of Next, and never stop on the way. If TLC says that under the fairness they break the claim, the lasso
 * is a counterexample, by TLC's own reading of the fairness and of the claim.
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
                .replace("[]", "<< >>"); // a function of nobody
    }

    private static String assigned(final Map<String, Value> state, final String prime, final String place) {
        return state.keySet().stream()
                .map(v -> v + prime + " = Places[" + place + "]." + v)
                .collect(Collectors.joining(" /\\ "));
    }
}
