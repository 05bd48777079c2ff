// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.model.drive;

import java.util.Map;

/** The variables of the spec that hold the calls in progress, and the role of their processes. */
public final class CallVariables {
    /** The roles, by variable. */
    public static final Map<String, String> ROLES = Map.of(
            "exp", "exporter", "drv", "driver", "wrk", "worker", "dev", "device", "cb", "callback", "cpu", "cpu", "fence", "fence");

    private CallVariables() {}

    /** The variable that holds the calls of a role. */
    static String of(final String role) {
        return ROLES.entrySet().stream().filter(e -> e.getValue().equals(role)).findFirst().orElseThrow().getKey();
    }
}
