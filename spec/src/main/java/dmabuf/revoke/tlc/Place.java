// SPDX-License-Identifier: Apache-2.0
package dmabuf.revoke.tlc;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/**
 * Where TLC's server is found by its workers.
 *
 * @param address a name or an address of its machine
 * @param port of its registry; the other ports are chosen by RMI
 */
public record Place(String address, int port) {
    /** The address that is reached from this machine only. */
    public static final String HERE = "127.0.0.1";

    /** The port that TLC uses if it is told no other. */
    public static final String PORT = "10997";

    private static final int LAST_PORT = 65_535;

    /** A place that can be one. */
    public static Place of(final String address, final int port) throws Undecided {
        if (port < 1 || port > LAST_PORT) {
            throw new Undecided("--port " + port + " is none; there are 1 to " + LAST_PORT);
        }
        if (address.isBlank()) {
            throw new Undecided("the address of a machine is missing: it is empty");
        }
        return new Place(address, port);
    }

    /** Tries to listen here. */
    void tryIt() throws Undecided {
        if (inet().isAnyLocalAddress()) {
            throw new Undecided("no worker can be told to go to " + address + ": an address of this machine is wanted");
        }
        try (ServerSocket s = new ServerSocket()) {
            s.setReuseAddress(true);
            s.bind(new InetSocketAddress(inet(), port));
        } catch (IOException e) {
            throw new Undecided("cannot listen on " + this, e);
        }
        named();
    }

    /** The address of this machine by which one there reaches it. */
    String back() throws Undecided {
        named();
        try (DatagramSocket s = new DatagramSocket()) {
            s.connect(new InetSocketAddress(inet(), port));
            return s.getLocalAddress().getHostAddress();
        } catch (IOException e) {
            throw new Undecided("there is no way to " + this + ": " + e.getMessage());
        }
    }

    private InetAddress inet() throws Undecided {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new Undecided("no machine is called " + address);
        }
    }

    /** TLC asks for the name of its own machine, and would stop without a word if there is no address for it. */
    private static void named() throws Undecided {
        try {
            InetAddress.getLocalHost();
        } catch (UnknownHostException e) {
            throw new Undecided("this machine's own name has no address (/etc/hosts), which TLC needs: " + e.getMessage());
        }
    }

    @Override
    public String toString() {
        return address + ":" + port;
    }
}
