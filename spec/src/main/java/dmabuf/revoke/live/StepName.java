// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.live;

import dmabuf.revoke.graph.Step;
import java.util.List;

/** The name of a step: the action of the TLA+ modules, and its process and other parameters. */
record StepName(String action, List<String> params) {
    static StepName of(final Step s) {
        return new StepName(s.action(), s.params());
    }
}
