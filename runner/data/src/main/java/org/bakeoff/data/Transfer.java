package org.bakeoff.data;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.io.FileErrors;

/** Gets what is missing of one file into its {@link PartFile}, over one connection. */
final class Transfer {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");

    private final Location.Remote remote;
    private final PartFile part;
    private final Connection connection;
    private final DownloadListener listener;

    Transfer(Location.Remote remote, PartFile part, Connection connection, DownloadListener listener) {
        this.remote = remote;
        this.part = part;
        this.connection = connection;
        this.listener = listener;
    }

    /**
     * Goes on where the part ends, or starts over where the server doesn't allow it.
     *
     * @throws BrokenConnection if trying again may help; any other exception is for the user
     */
    void run() throws IOException {
        Optional<String> validator = part.validator();
        if (validator.isEmpty() || !resumed(validator.get())) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = connection.get(remote);
            try (Body body = connection.body(response)) {
                fromStart(response, body);
            }
        }
    }

    /** Whether there is nothing left to do. */
    private boolean resumed(String validator) throws IOException {
        long offset = part.size();
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response =
                connection.get(remote, "Range", "bytes=" + offset + "-", "If-Range", validator);
        HttpHeaders headers = response.headers();
        try (Body body = connection.body(response)) {
            switch (response.statusCode()) {
                case 206 -> {
                    Matcher range =
                            RANGE.matcher(headers.firstValue("Content-Range").orElse(""));
                    boolean next = range.matches() && range.group(1).equals(Long.toString(offset));
                    if (!next || Validator.contradicts(headers, validator)) {
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

    private void fromStart(HttpResponse<?> response, Body body) throws IOException {
        HttpHeaders headers = response.headers();
        Refusal.unlessFile(remote, response.statusCode(), headers);
        long total = headers.firstValueAsLong("Content-Length").orElse(-1);
        try (FileChannel channel = part.begin(Validator.of(headers))) {
            receive(body, channel, 0, total);
        }
    }

    private void receive(Body body, FileChannel channel, long offset, long total) throws IOException {
        requireSpace(total - offset);
        long done = offset;
        listener.progress(remote.source(), done, total);
        for (Optional<List<ByteBuffer>> bytes = next(body); bytes.isPresent(); bytes = next(body)) {
            done += write(channel, bytes.get());
            if (total < 0 || done < total) {
                listener.progress(remote.source(), done, total);
            }
        }
        if (total >= 0 && done != total) {
            throw new BrokenConnection("the body ended after " + done + " of " + total + " bytes");
        }
        try {
            channel.force(true);
        } catch (IOException e) {
            throw unwritable(e);
        }
        listener.progress(remote.source(), done, done);
    }

    private Optional<List<ByteBuffer>> next(Body body) throws IOException {
        try {
            return body.next();
        } catch (HttpTimeoutException e) {
            throw connection.silent(remote, e);
        }
    }

    private long write(FileChannel channel, List<ByteBuffer> buffers) throws IOException {
        long written = 0;
        try {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    written += channel.write(buffer);
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
        return written;
    }

    private void requireSpace(long needed) throws IOException {
        long free;
        try {
            free = Files.getFileStore(part.path()).getUsableSpace();
        } catch (IOException e) {
            // Containers may hide what a folder is mounted on; writing will tell.
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
