package org.bakeoff.web;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Holds what a request is answered with.
 *
 * @param status the status of HTTP
 * @param headers the headers, besides those that every answer has
 * @param body the content, which is text
 */
record Answer(int status, Map<String, String> headers, String body) {

    /** What a page of ours may do: its own scripts, style sheets and requests, and nothing from elsewhere. */
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static final String TYPE = "Content-Type";

    /** Copies the map. */
    Answer {
        headers = Map.copyOf(headers);
    }

    static Answer page(int status, String html) {
        return page(status, html, POLICY);
    }

    /** Returns a page with a Content-Security-Policy of its own. */
    static Answer page(int status, String html, String policy) {
        return new Answer(status, Map.of(TYPE, "text/html; charset=utf-8", "Content-Security-Policy", policy), html);
    }

    /** Returns a script or style sheet, which stays the same as long as the server runs. */
    static Answer asset(String type, String text) {
        return new Answer(
                200,
                Map.of(TYPE, type + "; charset=utf-8", "Cache-Control", "private, max-age=86400, immutable"),
                text);
    }

    /** Returns a sentence for whoever isn't let in. */
    static Answer refusal(int status, String sentence) {
        return new Answer(
                status,
                Map.of(TYPE, "text/plain; charset=utf-8", "Content-Security-Policy", "default-src 'none'"),
                sentence + "\n");
    }

    /** Returns the way to another page of ours, relative to this one. */
    static Answer elsewhere(String location) {
        return new Answer(303, Map.of("Location", location), "");
    }

    /** Returns all headers: no answer is guessed at, framed, read by other pages, or named to other servers. */
    Map<String, String> allHeaders() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Cache-Control", "no-store");
        all.put("X-Content-Type-Options", "nosniff");
        all.put("X-Frame-Options", "DENY");
        all.put("Cross-Origin-Resource-Policy", "same-origin");
        all.put("Cross-Origin-Opener-Policy", "same-origin");
        // Forms name their origin with this one, which "no-referrer" would forbid.
        all.put("Referrer-Policy", "same-origin");
        all.putAll(headers);
        return all;
    }
}
