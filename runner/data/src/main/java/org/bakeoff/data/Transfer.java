package org.bakeoff.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.io.FileErrors;

/** Downloads what is missing of one file into its {@link PartialDownload}, over one connection. */
final class Transfer {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
    private static final int CHUNK = 1 << 16;

    private final Location.Remote remote;
    private final PartialDownload part;
    private final HttpConnection connection;
    private final DownloadListener listener;

    Transfer(Location.Remote remote, PartialDownload part, HttpConnection connection, DownloadListener listener) {
        this.remote = remote;
        this.part = part;
        this.connection = connection;
        this.listener = listener;
    }

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
                    if (!next || ResumeValidator.contradicts(headers, validator)) {
                        return false;
                    }
                    long rest = headers.firstValueAsLong("Content-Length").orElse(-1 - offset);
                    long total = range.group(2).equals("*") ? offset + rest : Long.parseLong(range.group(2));
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
        ResponseCheck.requireFile(remote, response.statusCode(), headers);
        long total = headers.firstValueAsLong("Content-Length").orElse(-1);
        try (FileChannel channel = part.begin(ResumeValidator.of(headers))) {
            receive(body, channel, 0, total);
        }
    }

    private void receive(InputStream body, FileChannel channel, long offset, long total) throws IOException {
        requireSpace(total - offset);
        long done = offset;
        byte[] buffer = new byte[CHUNK];
        listener.progress(remote.source(), done, total);
        for (int read = connection.read(body, buffer); read >= 0; read = connection.read(body, buffer)) {
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

    private void write(FileChannel channel, ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void requireSpace(long needed) throws IOException {
        long free;
        try {
            free = Files.getFileStore(part.path()).getUsableSpace();
        } catch (IOException e) {
            // Containers may hide what a folder is mounted on; the write then finds out.
            return;
        }
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
