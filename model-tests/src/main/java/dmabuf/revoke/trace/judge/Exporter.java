// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.List;

/**
 * An exporter for which the user specifies the design, and which of its functions revoke and restore.
 *
 * @param name under which it exports
 * @param revoke the function that revokes; empty if not specified
 * @param restore the function that restores; empty if not specified
 */
public record Exporter(String name, Setting setting, String revoke, String restore) {
    private static final String FORM = "NAME=DESIGN[,KNOB=VALUE..][,revoke=FUNCTION][,restore=FUNCTION]";

    /** Parses the user's form. */
    public static Exporter of(final String typed, final SpecText spec) throws Undecided {
        final String[] parts = typed.split(",");
        final String[] first = parts[0].split("=", -1);
        if (first.length != 2 || first[0].isEmpty() || first[1].isEmpty()) {
            throw new Undecided("--exporter '" + typed + "': " + FORM + " is wanted");
        }
        String revoke = "";
        String restore = "";
        final List<String> knobs = new ArrayList<>();
        for (int n = 1; n < parts.length; n++) {
            if (parts[n].startsWith("revoke=")) {
                revoke = parts[n].substring("revoke=".length());
            } else if (parts[n].startsWith("restore=")) {
                restore = parts[n].substring("restore=".length());
            } else {
                knobs.add(parts[n]);
            }
        }
        return new Exporter(first[0], Setting.of(first[1], knobs, spec), revoke, restore);
    }

    /** Whether it names the functions that are the exporter's calls. */
    public boolean tellsCalls() {
        return !revoke.isEmpty();
    }
}
