package org.bakeoff.data;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.util.Locale;

/** Refuses responses that aren't the requested file, and says what to do about them. */
final class ResponseCheck {

    private static final String BY_HAND = "download it by other means and give the file as the source";

    private ResponseCheck() {}

    /**
     * Requires status 200 and no web page: servers, proxies and log-in pages often say "not found" with status 200.
     */
    static void requireFile(Location.Remote remote, int status, HttpHeaders headers) throws IOException {
        String answered = remote.source() + " was answered with status " + status;
        if (status != 200) {
            throw new IOException(answered + redirection(headers) + ". " + remedy(status));
        }
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String path = remote.fileName().toLowerCase(Locale.ROOT);
        boolean page = type.startsWith("text/html") || type.startsWith("application/xhtml");
        if (page && !path.endsWith(".html") && !path.endsWith(".htm") && !path.endsWith(".xhtml")) {
            throw new IOException(answered + " and a web page (" + type + ") instead of a file. Look at it in a"
                    + " browser, or " + BY_HAND + ".");
        }
    }

    private static String redirection(HttpHeaders headers) {
        return headers.firstValue("Location")
                .map(to -> " and a redirection to " + to + " that isn't followed")
                .orElse("");
    }

    private static String remedy(int status) {
        return switch (status) {
            case 401, 403, 407 -> "It may be for those only who log in: " + BY_HAND + ".";
            case 404, 410 -> "Check the URL.";
            case 429, 500, 502, 503, 504 -> "Try again later, or " + BY_HAND + ".";
            default -> "Check the URL, or " + BY_HAND + ".";
        };
    }
}
