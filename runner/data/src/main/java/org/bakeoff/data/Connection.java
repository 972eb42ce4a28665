package org.bakeoff.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Asks servers for files, and puts into words what keeps them from answering. */
final class Connection {

    private final HttpClient client;
    private final NetworkLimits limits;

    Connection(NetworkLimits limits) {
        this.limits = limits;
        // Version 1.1: a single large file gains nothing from multiplexing, and some servers stumble over the upgrade.
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(limits.connect())
                .build();
    }

    /** The answer up to its headers; its {@link #body} must be taken and closed. */
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> get(Location.Remote remote, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(remote.uri())
                .header("User-Agent", "bakeoff")
                .header("Accept-Encoding", "identity");
        if (headers.length > 0) {
            request.headers(headers);
        }
        // Not the request's own timeout: what that covers differs between versions of Java.
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response =
                client.sendAsync(request.build(), BodyHandlers.ofPublisher());
        try {
            return response.get(limits.silence().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw silent(remote, e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (ExecutionException e) {
            throw unanswered(remote, e.getCause());
        }
    }

    Body body(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
        return new Body(response.body(), limits.silence());
    }

    /** The fault of a server that has said nothing for as long as it may. */
    IOException silent(Location.Remote remote, Exception cause) {
        return new IOException(
                remote.source() + " sent nothing for " + limits.silence().toSeconds()
                        + " seconds. Run again to go on where it stopped, or try later.",
                cause);
    }

    private IOException unanswered(Location.Remote remote, @Nullable Throwable fault) {
        if (fault instanceof HttpConnectTimeoutException) {
            return unreachable(
                    remote, "no connection within " + limits.connect().toSeconds() + " seconds", fault);
        }
        if (fault instanceof ConnectException) {
            boolean unknown = false;
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                unknown |= cause instanceof UnresolvedAddressException;
            }
            String host = remote.uri().getHost();
            return unreachable(remote, unknown ? "no host is known as " + host : "nothing listens there", fault);
        }
        if (fault instanceof SSLException || fault instanceof HttpTimeoutException || !(fault instanceof IOException)) {
            return unreachable(remote, String.valueOf(fault), fault);
        }
        return new BrokenConnection(fault);
    }

    private static IOException unreachable(Location.Remote remote, String reason, @Nullable Throwable cause) {
        return new IOException(
                "Can't connect to " + remote.source() + ": " + reason
                        + ". Check the URL and the network, or give a local file as the source.",
                cause);
    }
}
