// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.service;

import dmabuf.revoke.check.Jobs;
import dmabuf.revoke.tlc.Undecided;
import java.util.List;

/**
 * A part of the verification that checks the implementation against the spec. It is found as a service, so that other
 * modules can provide it.
 */
public interface Part {
    /** The groups of its checks. If one of them has no check, the verification is not complete. */
    List<String> groups();

    /** Adds its jobs. A job that needs the graphs of a scene comes after {@link dmabuf.revoke.check.Verification#job}. */
    void add(Jobs jobs, Tools tools, Settings settings) throws Undecided;
}
