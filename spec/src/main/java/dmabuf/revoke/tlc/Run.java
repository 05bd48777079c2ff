// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The description of one run of TLC: a main module that extends one of the spec's modules, and its configuration.
 *
 * @param name for people, and for the files of the run
 * @param extended the module that the main module extends
 * @param definitions what the main module adds
 * @param config the lines of the configuration
 * @param graph what the operators of Graph.tla do
 * @param lengthy whether it takes half a minute or more, so that an optimising compiler for TLC's code pays
 */
public record Run(
        String name, String extended, String definitions, String config, Operators graph, boolean lengthy) {
    /** What Java makes of the operators of Graph.tla. */
    public enum Operators {
        /** What the module says: nothing. */
        PLAIN,
        /** A claim is evaluated again only if a variable that it reads has changed. */
        RECALL,
        /** That too, and a graph is written. */
        EXPORT
    }

    /** The name of every main module. */
    static final String MODULE = "Run";

    /** A run that takes seconds. */
    public Run(
            final String name,
            final String extended,
            final String definitions,
            final String config,
            final boolean export) {
        this(name, extended, definitions, config, export ? Operators.EXPORT : Operators.PLAIN, false);
    }

    /** The same run, marked as one that takes half a minute or more. */
    public Run atLength() {
        return new Run(name, extended, definitions, config, graph, true);
    }

    boolean export() {
        return graph == Operators.EXPORT;
    }

    String module() {
        return "---- MODULE " + MODULE + " ----\nEXTENDS " + extended + "\n" + definitions + "\n====\n";
    }

    /** A run that exports the graphs of all explored designs: all states, with every claim and case evaluated. */
    public static Run export(final String name, final String definitions, final String constants) {
        return export(name, "Export", definitions, constants);
    }

    /** The same for another module, to which the definitions add InitX, StateX and StepX. */
    public static Run export(
            final String name, final String extended, final String definitions, final String constants) {
        return export(name, extended, "Next", definitions, constants);
    }

    /** The same for a module with a next-state relation of its own. */
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

    /** A run that explores the same states as an export, and does nothing else. */
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
