package org.bakeoff.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Browsers take localhost for ::1, too, and ask it first: another user who listened there would be sent the token. */
class LocalhostTest {

    private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

    @TempDir
    private Path folder;

    private static InetAddress version6;

    @BeforeAll
    static void requireVersion6() throws IOException {
        version6 = InetAddress.getByAddress(LOOPBACK_6);
        boolean known;
        try (ServerSocket free = new ServerSocket(0, 1, version6)) {
            known = free.isBound();
        } catch (IOException e) {
            known = false;
        }
        assumeTrue(known, "this machine has no ::1");
    }

    @Test
    void thePageAnswersThere() throws IOException {
        try (PageServer server = PageServer.start(folder, 0, List.of(), Optional.empty());
                Socket socket = new Socket(version6, server.address().getPort())) {
            String request = "GET " + server.address().getPath() + " HTTP/1.1\r\nHost: localhost:"
                    + server.address().getPort() + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void noPortIsUsedThatAnotherUserHasThere() throws IOException {
        int port;
        try (ServerSocket theirs = new ServerSocket(0, 1, version6)) {
            port = theirs.getLocalPort();
            assertThatThrownBy(() -> PageServer.start(folder, port, List.of(), Optional.empty())
                            .close())
                    .isInstanceOf(BindException.class);
        }
        PageServer.start(folder, port, List.of(), Optional.empty()).close();
    }
}
