// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.export;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.rmi.server.RMISocketFactory;

/**
 * The sockets of Java RMI in this JVM listen on one address only.
 *
 * <p>RMI has no authentication, and listens on all addresses by default: whoever can connect can run code.
 */
final class BoundSockets extends RMISocketFactory {
    /** The property of RMI that names the address under which others find this JVM; here, it is the only one that listens. */
    static final String ADDRESS = "java.rmi.server.hostname";

    private static final int WAITING = 50;

    private final InetAddress address;

    private BoundSockets(final InetAddress address) {
        this.address = address;
    }

    /** Binds all sockets of RMI that are opened from now on. */
    static void install() throws IOException {
        final String named = System.getProperty(ADDRESS);
        if (named == null) {
            throw new IOException("no -D" + ADDRESS);
        }
        RMISocketFactory.setSocketFactory(new BoundSockets(InetAddress.getByName(named)));
    }

    @Override
    public Socket createSocket(final String host, final int port) throws IOException {
        return new Socket(host, port);
    }

    @Override
    public ServerSocket createServerSocket(final int port) throws IOException {
        return new ServerSocket(port, WAITING, address);
    }
}
