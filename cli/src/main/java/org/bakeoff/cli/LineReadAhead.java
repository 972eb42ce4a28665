package org.bakeoff.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines of UTF-8 text ahead, on a thread of its own. The number of waiting lines is bounded, so an endless input needs no
 * more memory. Available lines are returned at once, so a line is answered when it arrives.
 */
final class LineReadAhead {

    private static final int LINES = 2048;
    private static final long CHARACTERS = 1 << 23;
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final BufferedReader in;
    private List<String> ahead = new ArrayList<>();
    private long characters;
    private boolean over;
    private @Nullable IOException failure;

    LineReadAhead(InputStream in) {
        this.in = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
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
        if (ahead.isEmpty() && failure != null) {
            throw failure;
        }
        List<String> lines = ahead;
        ahead = new ArrayList<>();
        characters = 0;
        notifyAll();
        return lines;
    }

    private void read() {
        try {
            boolean first = true;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                add(first && line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line);
                first = false;
            }
            end(null);
        } catch (IOException e) {
            end(new IOException("Can't read standard input: " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(null);
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

    private synchronized void end(@Nullable IOException why) {
        over = true;
        failure = why;
        notifyAll();
    }
}
