// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.stress.litmus;

import java.util.Collection;
import java.util.List;

/** The condition of a litmus test on its outcomes. */
public record Condition(Quantifier quantifier, Proposition proposition) {
    public enum Quantifier {
        EXISTS("exists"),
        NOT_EXISTS("~exists"),
        FORALL("forall");

        private final String text;

        Quantifier(final String text) {
            this.text = text;
        }
    }

    /** Whether it is true for these outcomes, each with the results of all calls, column by column. */
    public boolean holds(final Collection<List<String>> outcomes) {
        return switch (quantifier) {
            case EXISTS -> outcomes.stream().anyMatch(proposition::holds);
            case NOT_EXISTS -> outcomes.stream().noneMatch(proposition::holds);
            case FORALL -> outcomes.stream().allMatch(proposition::holds);
        };
    }

    /** In the form of a file. */
    @Override
    public String toString() {
        return quantifier.text + " (" + proposition + ")";
    }
}
