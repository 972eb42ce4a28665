package org.bakeoff.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Lets in requests of the user's browser alone. Every address of a page holds a random token, so that no other user and no other page
 * knows one. The Host header must be this server's, or a page from elsewhere whose name was rebound to this machine could read the
 * answers. A request that changes something must come from one of these pages.
 */
final class Gate {

    private static final int TOKEN_BYTES = 24;

    private final String token;
    private final Set<String> hosts;

    /** Makes a gate with a new token for a server on a port. */
    Gate(int port) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** Returns the path of the first page, with the token. */
    String root() {
        return "/" + token + "/";
    }

    /** Returns why a request isn't let in; empty if it is. */
    Optional<Answer> refusal(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        List<String> host = headers.getOrDefault("Host", List.of());
        if (host.size() != 1 || !hosts.contains(host.get(0))) {
            return Optional.of(Answer.refusal(421, "This server answers to 127.0.0.1 and localhost alone."));
        }
        boolean changes = exchange.getRequestMethod().equals("POST");
        List<String> origin = headers.getOrDefault("Origin", List.of());
        boolean own = origin.equals(List.of("http://" + host.get(0)));
        if (!own && (changes || !origin.isEmpty())) {
            return Optional.of(Answer.refusal(403, "This server answers to its own pages alone."));
        }
        if (!changes && !exchange.getRequestMethod().equals("GET")) {
            return Optional.of(Answer.refusal(405, "This server knows GET and POST."));
        }
        return hasToken(exchange.getRequestURI().getRawPath())
                ? Optional.empty()
                : Optional.of(Answer.refusal(
                        403,
                        "Open the address that bakeoff serve has printed: it holds a token, which this one lacks."));
    }

    private boolean hasToken(String path) {
        String root = root();
        String start = path.substring(0, Math.min(root.length(), path.length()));
        return MessageDigest.isEqual(start.getBytes(StandardCharsets.UTF_8), root.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what follows the token in the path of a request that is let in. */
    String page(HttpExchange exchange) {
        return exchange.getRequestURI().getRawPath().substring(root().length());
    }
}
