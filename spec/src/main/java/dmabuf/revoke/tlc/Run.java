// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One run of TLC, to be made: a main module that extends one of the spec's, and its configuration.
 *
 * @param name for people and for the files that are left
 * @param extended the module that the main module extends
 * @param definitions what the main module adds
 * @param config the lines of the configuration
 * @param export whether the operators of Graph.tla write a graph
 * @param lengthy whether it takes half a minute or more, so that compiling TLC's code well pays
 */
public record Run(
        String name, String extended, String definitions, String config, boolean export, boolean lengthy) {
    /** The name of every main module. */
    static final String MODULE = "Run";

    /** A run of seconds. */
    public Run(
            final String name,
            final String extended,
            final String definitions,
            final String config,
            final boolean export) {
        this(name, extended, definitions, config, export, false);
    }

    /** The same, and it takes half a minute or more. */
    public Run atLength() {
        return new Run(name, extended, definitions, config, export, true);
    }

    String module() {
        return "---- MODULE " + MODULE + " ----\nEXTENDS " + extended + "\n" + definitions + "\n====\n";
    }

    /** A run whose export is the graphs of all designs that are explored: all states, every claim and case evaluated. */
    public static Run export(final String name, final String definitions, final String constants) {
        return export(name, "Export", definitions, constants);
    }

    /** The same of another module, to which the definitions add InitX, StateX and StepX. */
    public static Run export(
            final String name, final String extended, final String definitions, final String constants) {
        return export(name, extended, "Next", definitions, constants);
    }

    /** The same of a module with a next-state relation of its own. */
    public static Run export(
            final String name,
            final String extended,
            final String next,
            final String definitions,
            final String constants) {
        return new Run(
                name,
                extended,
                definitions,
                constants + "\nINIT InitX\nNEXT " + next + "\nINVARIANTS TypeOK StateX\nACTION_CONSTRAINT StepX\n"
                        + "CHECK_DEADLOCK FALSE\n",
                true);
    }

    /** A run that explores the same states as an export, and nothing else. */
    public static Run alone(final String name, final String definitions, final String constants) {
        return new Run(name, "Models", definitions, constants + "\nINIT Init\nNEXT Next\nCHECK_DEADLOCK FALSE\n", false);
    }

    /** A run that checks a temporal property under the given fairness. */
    public static Run liveness(
            final String name,
            final String definitions,
            final String constants,
            final List<String> fairness,
            final String property) {
        return new Run(
                name,
                "Models",
                definitions + "\nFairSpec == Spec" + fairness.stream().map(f -> " /\\ " + f).collect(Collectors.joining()),
                constants + "\nSPECIFICATION FairSpec\nPROPERTIES " + property + "\nCHECK_DEADLOCK FALSE\n",
                false);
    }
}
