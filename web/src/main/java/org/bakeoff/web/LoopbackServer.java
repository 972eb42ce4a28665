package org.bakeoff.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;

/** Makes servers that this machine alone reaches. */
final class LoopbackServer {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    /** What browsers take "localhost" for, too, and ask first. */
    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    private static final int TRIES = 20;

    // The JDK reads these once, before the first server.
    static {
        // It writes head and body one after the other; the second would wait 40 ms for the acknowledgement of the
        // first.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        // Other users of this machine can connect, though they aren't answered: none may hold a thread for long, nor
        // all of them.
        System.setProperty("sun.net.httpserver.maxReqTime", "60");
        System.setProperty("jdk.httpserver.maxConnections", "500");
    }

    private LoopbackServer() {}

    /**
     * Makes servers, which are to be started: of 127.0.0.1 and, where the machine has it, of ::1 at the same port. Another user who had
     * that one would be sent the token by whoever opens the page of localhost.
     *
     * @param port the port; 0 for one that is free
     * @throws java.net.BindException if the port is in use
     */
    static List<HttpServer> on(int port) throws IOException {
        for (int left = TRIES; ; left--) {
            HttpServer server = on(LOOPBACK, port);
            try {
                return hasVersion6()
                        ? List.of(server, on(LOOPBACK_6, server.getAddress().getPort()))
                        : List.of(server);
            } catch (IOException e) {
                // One that hasn't begun would keep its port.
                server.start();
                server.stop(0);
                if (port != 0 || left == 0) {
                    throw e;
                }
            }
        }
    }

    private static HttpServer on(byte[] address, int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(address), port), 0);
    }

    private static boolean hasVersion6() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK_6))) {
            return free.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
