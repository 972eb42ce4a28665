package org.bakeoff.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.bakeoff.io.Redaction;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server for a file and reads its body. The JDK's client waits forever for a server that has fallen silent; here
 * every wait has a limit, and an interrupt ends it.
 */
final class HttpConnection {

    private static final ExecutorService THREADS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "bakeoff-download");
        thread.setDaemon(true);
        return thread;
    });

    /** Reports a connection that ended too early; another attempt may succeed. */
    static final class BrokenException extends IOException {

        private static final long serialVersionUID = 1;

        BrokenException(String reason, @Nullable Throwable cause) {
            super(reason, cause);
        }
    }

    private final Location.Remote remote;
    private final NetworkLimits limits;
    private final HttpClient client;

    HttpConnection(Location.Remote remote, NetworkLimits limits) {
        this.remote = remote;
        this.limits = limits;
        // Version 1.1: a single large file gains nothing from multiplexing, and some servers stumble over the upgrade.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // The JDK would send the login to wherever a server points.
                .followRedirects(remote.login().isPresent() ? HttpClient.Redirect.NEVER : HttpClient.Redirect.NORMAL)
                .connectTimeout(limits.connect())
                .executor(THREADS)
                .build();
    }

    /**
     * Requests the file. The caller reads the body with {@link #read} and closes it.
     *
     * @param headers names and values, in turn
     */
    HttpResponse<InputStream> get(String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(remote.address())
                .header("User-Agent", "bakeoff")
                .header("Accept-Encoding", "identity");
        remote.login()
                .ifPresent(login -> request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8))));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            // Not the request's own timeout: what that covers differs between versions of Java.
            return await(client.sendAsync(request.build(), BodyHandlers.ofInputStream()));
        } catch (ExecutionException e) {
            throw unanswered(e.getCause());
        }
    }

    /** Reads the next bytes of a body, and returns how many, or -1 at its end. */
    int read(InputStream body, byte[] buffer) throws IOException {
        try {
            return await(THREADS.submit(() -> body.read(buffer)));
        } catch (ExecutionException e) {
            throw broken(e.getCause());
        }
    }

    private <T> T await(Future<T> answer) throws IOException, ExecutionException {
        try {
            return answer.get(limits.silence().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException(
                    remote.source() + " sent nothing for " + limits.silence().toSeconds()
                            + " seconds. Run again to resume where it stopped, or try later.",
                    e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private IOException unanswered(@Nullable Throwable fault) {
        if (fault instanceof HttpConnectTimeoutException) {
            return unreachable("no connection within " + limits.connect().toSeconds() + " seconds", fault);
        }
        if (fault instanceof ConnectException) {
            boolean unknown = false;
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                unknown |= cause instanceof UnresolvedAddressException;
            }
            String host = remote.uri().getHost();
            return unreachable(unknown ? "no host is known as " + host : "nothing listens there", fault);
        }
        if (fault instanceof SSLException || fault instanceof HttpTimeoutException) {
            return unreachable(String.valueOf(fault), fault);
        }
        // The JDK's client takes for granted that a header holds what it should; newer JDKs wrap what comes of it.
        Throwable header = fault instanceof IOException && fault.getCause() instanceof IllegalArgumentException
                ? fault.getCause()
                : fault;
        if (!(header instanceof IOException)) {
            String reason = header == null || header.getMessage() == null ? "" : header.getMessage();
            return new IOException(
                    remote.source() + " was answered with headers that can't be read"
                            + (reason.isEmpty() ? "" : " (" + Redaction.text(reason) + ")")
                            + ". Check the URL, or download it by other means and give the file as the source.",
                    fault);
        }
        return broken(fault);
    }

    private IOException unreachable(String reason, @Nullable Throwable cause) {
        return new IOException(
                "Can't connect to " + remote.source() + ": " + reason
                        + ". Check the URL and the network, or give a local file as the source.",
                cause);
    }

    private static BrokenException broken(@Nullable Throwable fault) {
        String message = fault == null ? null : fault.getMessage();
        return new BrokenException(message == null ? String.valueOf(fault) : message, fault);
    }
}
