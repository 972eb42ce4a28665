package org.bakeoff.web;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Makes servers that this machine alone reaches. */
final class LoopbackServer {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

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
     * Makes a server, which is to be started.
     *
     * @param port the port; 0 for one that is free
     * @throws java.net.BindException if the port is in use
     */
    static HttpServer on(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 0);
    }
}
