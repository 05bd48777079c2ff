// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.io.IOException;
import tlc2.tool.distributed.TLCWorker;

/** The main method of TLC's worker, which listens for its server on one address only. */
public final class RunWorker {
    private RunWorker() {}

    public static void main(final String[] args) throws IOException {
        BoundSockets.install();
        TLCWorker.main(args);
    }
}
