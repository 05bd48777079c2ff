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
 * @param export whether the operators of Export.tla write a graph
 */
public record Run(String name, String extended, String definitions, String config, boolean export) {
    /** The name of every main module. */
    static final String MODULE = "Run";

    String module() {
        return "---- MODULE " + MODULE + " ----\nEXTENDS " + extended + "\n" + definitions + "\n====\n";
    }

    /**
     * A run whose export is a graph: all states, every claim and case evaluated. In the same run TLC checks temporal
     * properties, if there are any.
     */
    public static Run export(
            final String name,
            final String definitions,
            final String constants,
            final List<String> fairness,
            final List<String> properties) {
        return new Run(
                name,
                "Export",
                definitions + "\n" + fair("InitX /\\ [][Next]_vars", fairness),
                constants + "\nSPECIFICATION FairSpec\nINVARIANTS TypeOK StateX\nACTION_CONSTRAINT StepX\n"
                        + (properties.isEmpty() ? "" : "PROPERTIES " + String.join(" ", properties) + "\n")
                        + "CHECK_DEADLOCK FALSE\n",
                true);
    }

    private static String fair(final String spec, final List<String> fairness) {
        return "FairSpec == " + spec + fairness.stream().map(f -> " /\\ " + f).collect(Collectors.joining());
    }

    /** A run that checks temporal properties under the given fairness. */
    public static Run liveness(
            final String name,
            final String definitions,
            final String constants,
            final List<String> fairness,
            final List<String> properties) {
        return new Run(
                name,
                "Models",
                definitions + "\n" + fair("Spec", fairness),
                constants + "\nSPECIFICATION FairSpec\nPROPERTIES " + String.join(" ", properties)
                        + "\nCHECK_DEADLOCK FALSE\n",
                false);
    }
}
