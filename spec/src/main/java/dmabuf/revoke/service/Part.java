// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/** How another module holds the implementation against the spec in verify: the front door finds it as a service. */
public interface Part {
    /** The groups of its checks. A verification in which one of them has no check is not whole. */
    List<String> groups();

    /** Adds what it has to do; what needs the graphs of a scene comes after {@link dmabuf.revoke.check.Verification#job}. */
    void add(Jobs jobs, Tools tools, Settings settings) throws Undecided;
}
