package org.bakeoff.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.Redaction;

/**
 * Downloads what is missing of one file into its {@link PartialDownload}, over one connection.
 *
 * @param unknown the part of the free space that a file of unknown length may take, from 0 to 1
 */
record Transfer(
        Location.Remote remote,
        PartialDownload part,
        HttpConnection connection,
        double unknown,
        LoadingListener listener) {

    /** No more digits than a long holds. */
    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d{1,18}|\\*)");

    private static final int CHUNK = 1 << 16;
    private static final String BY_HAND = "download it by other means and give the file as the source";

    /**
     * Resumes where the part ends, or starts over where the server doesn't allow that.
     *
     * @throws HttpConnection.BrokenException if another attempt may succeed; any other exception is for the user
     */
    void run() throws IOException {
        Optional<String> validator = part.validator();
        if (validator.isEmpty() || !resumed(validator.get())) {
            HttpResponse<InputStream> response = connection.get();
            try (InputStream body = response.body()) {
                fromStart(response, body);
            }
        }
    }

    /** Resumes, and returns whether the file is complete. */
    private boolean resumed(String validator) throws IOException {
        long offset = part.size();
        HttpResponse<InputStream> response = connection.get("Range", "bytes=" + offset + "-", "If-Range", validator);
        HttpHeaders headers = response.headers();
        try (InputStream body = response.body()) {
            switch (response.statusCode()) {
                case 206 -> {
                    Matcher range =
                            RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
                    boolean next = range.matches() && range.group(1).equals(Long.toString(offset));
                    if (!next || contradicts(headers, validator)) {
                        return false;
                    }
                    boolean open = range.group(2).equals("*");
                    long rest = headers.firstValueAsLong("Content-Length").orElse(-1 - offset);
                    long total = open ? offset + rest : Long.parseLong(range.group(2));
                    if (!open && total < offset) {
                        return false;
                    }
                    try (FileChannel channel = part.resume()) {
                        receive(body, channel, offset, total);
                    }
                }
                case 416 -> {
                    return false;
                }
                default -> fromStart(response, body);
            }
        }
        return true;
    }

    private void fromStart(HttpResponse<InputStream> response, InputStream body) throws IOException {
        HttpHeaders headers = response.headers();
        requireFile(response.statusCode(), headers);
        long total = headers.firstValueAsLong("Content-Length").orElse(-1);
        try (FileChannel channel = part.begin(validator(headers))) {
            receive(body, channel, 0, total);
        }
    }

    /**
     * Requires status 200 and no web page: servers, proxies and log-in pages often say "not found" with status 200.
     */
    private void requireFile(int status, HttpHeaders headers) throws IOException {
        String answered = remote.source() + " was answered with status " + status;
        if (status != 200) {
            throw new IOException(answered + redirection(headers) + ". " + advice(status));
        }
        String type = headers.firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String path = remote.suffix().toLowerCase(Locale.ROOT);
        boolean page = type.startsWith("text/html") || type.startsWith("application/xhtml");
        if (page && !path.endsWith(".html") && !path.endsWith(".htm") && !path.endsWith(".xhtml")) {
            throw new IOException(answered + " and a web page (" + type + ") instead of a file. Look at it in a"
                    + " browser, or " + BY_HAND + ".");
        }
    }

    private static String redirection(HttpHeaders headers) {
        return headers.firstValue("Location")
                .map(to -> " and a redirection to " + Redaction.value(to) + " that isn't followed")
                .orElse("");
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403, 407 -> "It may be for those only who log in: " + BY_HAND + ".";
            case 404, 410 -> "Check the URL.";
            case 429, 500, 502, 503, 504 -> "Try again later, or " + BY_HAND + ".";
            default -> "Check the URL, or " + BY_HAND + ".";
        };
    }

    /**
     * Returns what identifies the version of a server's file, so that its download resumes only if the file hasn't changed:
     * the value of {@code If-Range} by RFC 9110, section 13.1.5, a strong entity tag or else a strong date. Empty where there
     * is none.
     */
    private static Optional<String> validator(HttpHeaders headers) {
        Optional<String> tag = headers.firstValue("ETag");
        if (tag.isPresent()) {
            return tag.filter(text -> text.startsWith("\""));
        }
        return headers.firstValue("Last-Modified").filter(date -> strong(date, headers));
    }

    /** Returns whether a partial response says that it is of another file. */
    private static boolean contradicts(HttpHeaders headers, String validator) {
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

    private void receive(InputStream body, FileChannel channel, long offset, long total) throws IOException {
        requireSpace(total - offset);
        long most = total < 0 ? offset + (long) (unknown * FileErrors.freeSpace(part.path())) : total;
        long done = offset;
        byte[] buffer = new byte[CHUNK];
        listener.progress(remote.source(), done, total);
        for (int read = connection.read(body, buffer); read >= 0; read = connection.read(body, buffer)) {
            if (read > most - done) {
                part.discard();
                throw tooLong(most, total);
            }
            write(channel, ByteBuffer.wrap(buffer, 0, read));
            done += read;
            if (total < 0 || done < total) {
                listener.progress(remote.source(), done, total);
            }
        }
        if (total >= 0 && done != total) {
            throw new HttpConnection.BrokenException("the body ended after " + done + " of " + total + " bytes", null);
        }
        try {
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(e);
        }
        listener.progress(remote.source(), done, done);
    }

    private IOException tooLong(long most, long total) {
        return total < 0
                ? new IOException(remote.source() + " doesn't end: its server doesn't say its length, and after " + most
                        + " bytes the disk is nearly full. What was downloaded is deleted. Check the URL. "
                        + remedy())
                : new HttpConnection.BrokenException("the body doesn't end after " + total + " bytes", null);
    }

    private void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            if (part.validator().isEmpty()) {
                // It can't be resumed, and would only keep the disk full.
                part.discard();
            }
            throw unwritable(e);
        }
    }

    private void requireSpace(long needed) throws IOException {
        long free = FileErrors.freeSpace(part.path());
        // Some file systems are too large for the number, or don't know it.
        if (free >= 0 && needed > free) {
            throw new IOException(remote.source() + " takes " + needed + " more bytes, but only " + free
                    + " are free for " + part.path() + ". " + remedy());
        }
    }

    private IOException unwritable(IOException fault) {
        return fault instanceof ClosedByInterruptException
                ? fault
                : new IOException(
                        "Can't write " + part.path() + ": " + FileErrors.reason(fault) + ". " + remedy(), fault);
    }

    private static String remedy() {
        return "Free some space, or set " + CacheFolder.VARIABLE + " to a folder with more of it.";
    }
}
