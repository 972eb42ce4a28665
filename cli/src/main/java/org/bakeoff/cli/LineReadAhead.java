package org.bakeoff.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bakeoff.io.FileSignature;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of UTF-8 text ahead, on a thread of its own. The number of waiting lines is bounded, so an endless input needs no
 * more memory. Available lines are returned at once, so a line is answered when it arrives.
 */
final class LineReadAhead {

    private static final int LINES = 2048;
    private static final long CHARACTERS = 1 << 23;

    /** Characters of the longest line; as many as a field of a dataset's file may have. */
    private static final int LONGEST = 1 << 24;

    private static final int LONGEST_BYTES = 3 * LONGEST;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream bytes;
    private List<String> ahead = new ArrayList<>();
    private long characters;
    private boolean afterReturn;
    private boolean over;
    private @Nullable Throwable failure;

    LineReadAhead(InputStream in) {
        this.bytes = new BufferedInputStream(in);
        Thread reader = new Thread(this::read, "standard input");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Waits for a line, and returns all lines read so far.
     *
     * @return the lines in order; empty after the last
     * @throws IOException if no more can be read
     */
    synchronized List<String> next() throws IOException, InterruptedException {
        while (ahead.isEmpty() && !over) {
            wait();
        }
        if (ahead.isEmpty() && failure instanceof IOException fault) {
            throw fault;
        }
        if (ahead.isEmpty() && failure instanceof Error fault) {
            throw fault;
        }
        List<String> lines = ahead;
        ahead = new ArrayList<>();
        characters = 0;
        notifyAll();
        return lines;
    }

    private void read() {
        try {
            checkEncoding();
            long number = 1;
            for (String line = line(number); line != null; line = line(number)) {
                add(number == 1 && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line);
                number++;
            }
            end(null);
        } catch (IOException e) {
            end(new IOException("Can't read standard input: " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(null);
        } catch (Error e) {
            // Else whoever waits for a line would do so for ever.
            end(e);
        }
    }

    /** Checks that it is text in UTF-8, by its first bytes. */
    private void checkEncoding() throws IOException {
        Optional<FileSignature> other = FileSignature.of(bytes);
        if (other.isPresent()) {
            throw new IOException("it is " + other.get().what() + ", as its first bytes say, and no text in UTF-8. "
                    + other.get().remedy());
        }
    }

    /** Reads a line as a BufferedReader does, whose lines are as long as the memory. */
    private @Nullable String line(long number) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int length = 0;
        for (int next = bytes.read(); next >= 0; next = bytes.read()) {
            boolean secondOfTwo = next == '\n' && afterReturn;
            afterReturn = next == '\r';
            if (secondOfTwo) {
                continue;
            }
            if (next == '\n' || next == '\r') {
                return text(line, number);
            }
            // A letter's later bytes don't count; one of four bytes is two of Java's characters.
            length += (next & 0xc0) == 0x80 ? 0 : next >= 0xf0 ? 2 : 1;
            if (length > LONGEST || line.size() == LONGEST_BYTES) {
                throw new IOException("line " + number + " has more than " + LONGEST
                        + " characters. Break it into lines, a text each.");
            }
            line.write(next);
        }
        return line.size() == 0 ? null : text(line, number);
    }

    /** What is read in another encoding would be other words, of which a model says something all the same. */
    private static String text(ByteArrayOutputStream line, long number) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IOException(
                    "line " + number + " is no text in UTF-8. Convert it, as by iconv -f ISO-8859-1 -t UTF-8.", e);
        }
    }

    private synchronized void add(String line) throws InterruptedException {
        while (!ahead.isEmpty() && (ahead.size() >= LINES || characters + line.length() > CHARACTERS)) {
            wait();
        }
        ahead.add(line);
        characters += line.length();
        notifyAll();
    }

    private synchronized void end(@Nullable Throwable why) {
        over = true;
        failure = why;
        notifyAll();
    }
}
