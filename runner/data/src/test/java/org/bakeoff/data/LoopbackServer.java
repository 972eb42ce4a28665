package org.bakeoff.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A web server that misbehaves to order: the first request gets the first answer and so on, all later ones the last.
 * The connection is closed behind every answer, complete or not.
 */
final class LoopbackServer implements AutoCloseable {

    record Request(String path, Map<String, String> headers) {}

    @FunctionalInterface
    interface Answer {
        void send(Request request, OutputStream out) throws Exception;
    }

    private final ServerSocket socket;
    private final List<Answer> answers;
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    LoopbackServer(Answer... answers) throws IOException {
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answers = List.of(answers);
        start(this::accept);
    }

    String url(String path) {
        return "http://127.0.0.1:" + socket.getLocalPort() + path;
    }

    List<Request> requests() {
        return requests;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    static void head(OutputStream out, int status, String... headers) throws IOException {
        String lines = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        String head = "HTTP/1.1 " + status + " Status\r\n" + lines + "Connection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
    }

    /** A file, as a server should give it: with ranges, under a condition. */
    static Answer file(byte[] content, String validator) {
        return broken(content, validator, Integer.MAX_VALUE);
    }

    /** The same, but the connection ends when the file has been sent so far. */
    static Answer broken(byte[] content, String validator, int end) {
        return (request, out) -> {
            String range = request.headers().getOrDefault("range", "");
            boolean partial =
                    !range.isEmpty() && validator.endsWith(request.headers().getOrDefault("if-range", ""));
            int from = partial ? Integer.parseInt(range.substring("bytes=".length(), range.length() - 1)) : 0;
            String length = "Content-Length: " + (content.length - from);
            if (partial) {
                String part = "bytes " + from + "-" + (content.length - 1) + "/" + content.length;
                head(out, 206, length, validator, "Content-Range: " + part);
            } else {
                head(out, 200, length, validator);
            }
            out.write(content, from, Math.min(content.length, end) - from);
        };
    }

    private void accept() {
        for (int count = 0; !socket.isClosed(); count++) {
            Answer answer = answers.get(Math.min(count, answers.size() - 1));
            try {
                Socket connection = socket.accept();
                start(() -> serve(connection, answer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket connection, Answer answer) {
        try (connection) {
            Request request = read(connection);
            requests.add(request);
            answer.send(request, connection.getOutputStream());
            connection.getOutputStream().flush();
            connection.shutdownOutput();
        } catch (IOException e) {
            // The client hung up, as some tests want it to.
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Request read(Socket connection) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
        String first = in.readLine();
        if (first == null) {
            throw new UncheckedIOException(new IOException("no request"));
        }
        Map<String, String> headers = new TreeMap<>();
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Request(first.replaceAll("^\\S+ (\\S+) .*$", "$1"), headers);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "loopback-server");
        thread.setDaemon(true);
        thread.start();
    }
}
