package org.bakeoff.io;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes known secrets out of what others say, such as the messages of a database's driver. They are replaced wherever they stand,
 * and what looks like a URL is redacted besides. What is too short to be found without replacing ordinary words stays for
 * {@link Redaction} to find.
 */
public final class SecretFilter {

    private static final int SHORTEST_SECRET = 4;
    private static final int SHORTEST_VALUE = 8;

    /** What stands where a text was cut. */
    private static final String CUT = "...";

    /** So many causes of an exception are kept. */
    private static final int DEEPEST = 20;

    /** So many characters of its message are looked at. */
    private static final int LONGEST = 100_000;

    private final Map<String, String> replacements = new LinkedHashMap<>();

    /** An exception whose message held a secret: a copy of it without that, with the name of its class in the message. */
    private static final class RedactedException extends Exception {

        private static final long serialVersionUID = 1;

        RedactedException(String message, @Nullable Throwable cause, StackTraceElement[] trace) {
            super(message, cause, false, true);
            setStackTrace(trace);
        }
    }

    /** Adds the secrets of a value: those of a URL, and the values of variables that it names. */
    public SecretFilter add(String value) {
        Redaction.value(value, this::found);
        new VariableText(value)
                .values()
                .forEach((name, secret) -> putForms(secret, "${" + name + "}", SHORTEST_SECRET));
        return this;
    }

    /** Adds a secret. */
    public SecretFilter addSecret(String secret) {
        putForms(secret, Redaction.MARK, SHORTEST_SECRET);
        return this;
    }

    private void found(String name, String secret) {
        int shortest = Redaction.isSecretName(name) ? SHORTEST_SECRET : SHORTEST_VALUE;
        putForms(secret, Redaction.MARK, shortest);
    }

    /** Adds a secret as it is, and as others may say it: a part of a URL without its escapes, or with them. */
    private void putForms(String secret, String replacement, int shortest) {
        put(secret, replacement, shortest);
        String escaped = URLEncoder.encode(secret, StandardCharsets.UTF_8);
        put(escaped, replacement, shortest);
        put(escaped.replace("+", "%20"), replacement, shortest);
        // A plus stands for a blank in a query alone.
        for (String text : List.of(secret, secret.replace("+", "%2B"))) {
            try {
                put(URLDecoder.decode(text, StandardCharsets.UTF_8), replacement, shortest);
            } catch (IllegalArgumentException e) {
                // It isn't encoded.
            }
        }
    }

    private void put(String secret, String replacement, int shortest) {
        if (secret.length() >= shortest) {
            replacements.put(secret, replacement);
        }
    }

    /** Returns a text without secrets. */
    public String filtered(String text) {
        List<String> longestFirst = new ArrayList<>(replacements.keySet());
        longestFirst.sort(Comparator.comparingInt(String::length).reversed());
        String filtered = text;
        for (String secret : longestFirst) {
            filtered = filtered.replace(secret, replacements.getOrDefault(secret, Redaction.MARK));
        }
        for (String secret : longestFirst) {
            filtered = withoutBeginning(filtered, secret);
        }
        return Redaction.text(filtered);
    }

    /** Takes the beginning of a secret out of a text, where that was cut in the midst of it. */
    private String withoutBeginning(String text, String secret) {
        if (!text.contains(CUT)) {
            return text;
        }
        int[] borders = borders(secret);
        StringBuilder filtered = new StringBuilder();
        int done = 0;
        // So many characters before this place are those that the secret begins with.
        int begun = 0;
        for (int place = 0; place < text.length(); place++) {
            if (begun >= SHORTEST_VALUE && text.startsWith(CUT, place)) {
                filtered.append(text, done, place - begun).append(replacements.getOrDefault(secret, Redaction.MARK));
                done = place;
                begun = 0;
            }
            begun = next(secret, borders, begun, text.charAt(place));
        }
        return filtered.append(text, done, text.length()).toString();
    }

    /** Returns for each beginning of a secret how many of its last characters the secret begins with, too. */
    private static int[] borders(String secret) {
        int[] borders = new int[secret.length() + 1];
        for (int length = 1; length < secret.length(); length++) {
            borders[length + 1] = next(secret, borders, borders[length], secret.charAt(length));
        }
        return borders;
    }

    private static int next(String secret, int[] borders, int begun, char letter) {
        int length = begun == secret.length() ? borders[begun] : begun;
        while (length > 0 && secret.charAt(length) != letter) {
            length = borders[length];
        }
        return secret.charAt(length) == letter ? length + 1 : 0;
    }

    /** Returns an exception if neither it nor its causes have secrets in their messages, else copies that have none. */
    public @Nullable Throwable filtered(@Nullable Throwable fault) {
        return fault == null || isClean(fault, DEEPEST) ? fault : copy(fault, DEEPEST);
    }

    private Throwable copy(Throwable fault, int levels) {
        Throwable cause = levels == 0 ? null : fault.getCause();
        return new RedactedException(
                filtered(text(fault)), cause == null ? null : copy(cause, levels - 1), fault.getStackTrace());
    }

    private boolean isClean(Throwable fault, int levels) {
        String text = text(fault);
        return levels > 0
                && text.length() < LONGEST
                && filtered(text).equals(text)
                && (fault.getCause() == null || isClean(fault.getCause(), levels - 1))
                && Stream.of(fault.getSuppressed()).allMatch(one -> isClean(one, levels - 1));
    }

    /** Returns the class and the message of an exception, which may be of a plugin's own making. */
    private static String text(Throwable fault) {
        try {
            String text = String.valueOf(fault);
            return text.substring(0, Math.min(text.length(), LONGEST));
        } catch (Throwable e) {
            return fault.getClass().getName();
        }
    }
}
