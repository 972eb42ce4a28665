package org.bakeoff.data;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Identifies the version of a server's file, so that a partial download is resumed only if the file hasn't changed: the
 * value of {@code If-Range} by RFC 9110, section 13.1.5, which is a strong entity tag or else a strong date.
 */
final class ResumeValidator {

    private ResumeValidator() {}

    /** Returns the validator of a response; empty where its download can't be resumed safely. */
    static Optional<String> of(HttpHeaders headers) {
        Optional<String> tag = headers.firstValue("ETag");
        if (tag.isPresent()) {
            return tag.filter(text -> text.startsWith("\""));
        }
        return headers.firstValue("Last-Modified").filter(date -> strong(date, headers));
    }

    /** Returns whether a partial response says that it is of another file. */
    static boolean contradicts(HttpHeaders headers, String validator) {
        String name = validator.startsWith("\"") ? "ETag" : "Last-Modified";
        return headers.firstValue(name)
                .filter(value -> !value.equals(validator))
                .isPresent();
    }

    /** Returns whether a date identifies a version: a file may change twice within a second, so that second must be over. */
    private static boolean strong(String modified, HttpHeaders headers) {
        DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME;
        try {
            ZonedDateTime sent = ZonedDateTime.parse(headers.firstValue("Date").orElse(""), format);
            Duration age = Duration.between(ZonedDateTime.parse(modified, format), sent);
            return age.compareTo(Duration.ofSeconds(1)) >= 0;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
