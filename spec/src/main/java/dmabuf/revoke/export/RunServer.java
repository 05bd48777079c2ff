// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.io.IOException;
import tlc2.tool.distributed.TLCServer;

/** The main method of TLC's server, which listens on one address only. */
public final class RunServer {
    private RunServer() {}

    public static void main(final String[] args) throws IOException {
        BoundSockets.install();
        TLCServer.main(args);
    }
}
