// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.trace.judge;

import dmabuf.revoke.tlc.SpecText;
import dmabuf.revoke.tlc.Undecided;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An exporter for which the user specifies the design, and which of its functions are its calls.
 *
 * @param name under which it exports
 * @param functions by the call that each makes
 */
public record Exporter(String name, Setting setting, Map<Role, String> functions) {
    /** A call of an exporter whose function can be named. */
    public enum Role {
        REVOKE, RESTORE, MOVE;

        private String key() {
            return name().toLowerCase(Locale.ROOT) + "=";
        }
    }

    /** How a user says it. */
    public static final String FUNCTIONS = "[,revoke=FUNCTION][,restore=FUNCTION][,move=FUNCTION]";

    private static final String FORM = "NAME=DESIGN[,KNOB=VALUE..]" + FUNCTIONS;

    public Exporter {
        functions = Map.copyOf(functions);
    }

    /** Parses the user's form. */
    public static Exporter of(final String typed, final SpecText spec) throws Undecided {
        final String[] parts = typed.split(",");
        final String[] first = parts.length == 0 ? new String[0] : parts[0].split("=", -1);
        if (first.length != 2 || first[0].isEmpty() || first[1].isEmpty()) {
            throw new Undecided("--exporter '" + typed + "': " + FORM + " is wanted");
        }
        final Map<Role, String> functions = new EnumMap<>(Role.class);
        final List<String> knobs = new ArrayList<>();
        for (int n = 1; n < parts.length; n++) {
            final Role role = role(parts[n]);
            if (role == null) {
                knobs.add(parts[n]);
                continue;
            }
            final String function = parts[n].substring(role.key().length());
            if (!function.matches("\\w[\\w.]*") || functions.containsValue(function) || functions.put(role, function) != null) {
                throw new Undecided("--exporter '" + typed + "': after " + role.key() + " the name of one function is wanted, which is"
                        + " named once");
            }
        }
        return new Exporter(first[0], Setting.of(first[1], knobs, spec), functions);
    }

    private static Role role(final String part) {
        for (final Role r : Role.values()) {
            if (part.startsWith(r.key())) {
                return r;
            }
        }
        return null;
    }

    /** The function that makes a call; empty if it is not specified. */
    public String function(final Role role) {
        return functions.getOrDefault(role, "");
    }
}
