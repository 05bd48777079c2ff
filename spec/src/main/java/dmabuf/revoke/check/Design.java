// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.check;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A setting of the knobs, with which a run is made.
 *
 * @param name in the spec's DesignTable, or in the one that replaces it
 * @param definitions what the main module must add, so that the design exists
 * @param constants the lines of the configuration that these definitions need
 */
public record Design(String name, String definitions, String constants) {
    /** A design or a bug of the spec. */
    public static Design named(final String name, final SpecText spec) throws Undecided {
        return new Design(Names.find("design or bug", name, spec.designs()), "", "");
    }

    /** A design that the spec does not have, from the TLA+ text of its setting. */
    public static Design madeUp(final String name, final String setting) {
        return new Design(name, "MadeUp == [n \\in {\"" + name + "\"} |-> " + setting + "]", "CONSTANT DesignTable <- MadeUp\n");
    }

    /** The configuration of a run that follows this design, in a scene. */
    public String config(final String scene) {
        return config(List.of(this), scene);
    }

    /** The configuration of a run that explores all of these designs. A design that is made up must be the only one. */
    static String config(final List<Design> designs, final String scene) {
        return designs.get(0).constants
                + designs.stream().map(d -> '"' + d.name + '"').collect(Collectors.joining(", ", "CONSTANT Explored = {", "}\n"))
                + scene;
    }
}
