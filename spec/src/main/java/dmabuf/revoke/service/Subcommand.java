// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.check.Check;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * A subcommand of {@code ./revoke}: a picocli command that is found as a service, so that each module brings its own. Its
 * result is the exit code: 0 all as expected, 1 something differs, 2 undecided.
 */
public interface Subcommand extends Callable<Integer> {
    int AS_EXPECTED = 0;
    int DIFFERS = 1;
    int UNDECIDED = 2;

    /** The exit code for some checks; undecided takes precedence over different. */
    static int exitCode(final List<Check> checks) {
        if (checks.stream().anyMatch(c -> c.status() == Check.Status.UNDECIDED)) {
            return UNDECIDED;
        }
        return checks.stream().allMatch(Check::ok) ? AS_EXPECTED : DIFFERS;
    }
}
