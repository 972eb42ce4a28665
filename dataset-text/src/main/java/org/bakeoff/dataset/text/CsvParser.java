package org.bakeoff.dataset.text;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits text into records of fields, by RFC 4180 or another dialect. It refuses nothing: a record says what is wrong with it.
 * Records without a character other than blanks are passed over.
 */
final class CsvParser {

    private static final int LONGEST = 1 << 24;
    private static final int MOST_FIELDS = 1 << 14;
    private static final int END = -1;

    private final Reader reader;
    private final Dialect dialect;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int size;
    private long line;
    private boolean broken;

    private final StringBuilder field = new StringBuilder();
    private final StringBuilder raw = new StringBuilder();
    private boolean quotesNeeded;
    private boolean backslashQuote;
    private boolean closed;
    private @Nullable Problem problem;
    private long problemLine;

    /** Reads what a reader has left, whose first line has the given number. */
    CsvParser(Reader reader, Dialect dialect, long line) {
        this.reader = reader;
        this.dialect = dialect;
        this.line = line;
    }

    /** Names what is wrong with a record. */
    enum Problem {
        /** A quoted field goes on behind its second quote. */
        TEXT_AFTER_QUOTE,
        /** The text ends within a quoted field. */
        UNCLOSED_QUOTE,
        /** A row has no end within 16 million characters and 16,384 fields; nothing is read after it. */
        TOO_LONG
    }

    /**
     * A record.
     *
     * @param line the line it begins in, from 1
     * @param lastLine the line it ends in
     * @param fields its fields, without the quotes around them
     * @param quoted which of them stood in quotes
     * @param evidence what it says of quotes
     * @param fault what is wrong with it, or null
     */
    record CsvRecord(
            long line,
            long lastLine,
            List<String> fields,
            BitSet quoted,
            Evidence evidence,
            @Nullable Fault fault) {}

    /**
     * Holds what a record says of quotes.
     *
     * @param needed whether a field needed its quotes
     * @param backslashQuote whether a backslash stood before a quote in a quoted field
     * @param raw the record as it was written, if it has several lines; else empty
     */
    record Evidence(boolean needed, boolean backslashQuote, String raw) {}

    /**
     * Names what is wrong with a record.
     *
     * @param problem what it is
     * @param line where it is
     */
    record Fault(Problem problem, long line) {}

    /** Returns the next record, or null at the end. */
    @Nullable
    CsvRecord next() throws IOException {
        while (!broken && peek() != END) {
            CsvRecord record = record();
            if (record.fields().size() > 1
                    || !record.quoted().isEmpty()
                    || !record.fields().get(0).isBlank()) {
                return record;
            }
        }
        return null;
    }

    private CsvRecord record() throws IOException {
        long start = line;
        List<String> fields = new ArrayList<>();
        BitSet quoted = new BitSet();
        raw.setLength(0);
        quotesNeeded = false;
        backslashQuote = false;
        problem = null;
        int end;
        do {
            field.setLength(0);
            if (dialect.loose()) {
                blanks();
            }
            if (peek() == dialect.quote() && dialect.quote() >= 0) {
                quoted.set(fields.size());
                read();
                quotedField();
            }
            plainField();
            fields.add(field.toString());
            if (fields.size() == MOST_FIELDS) {
                fault(Problem.TOO_LONG);
                broken = true;
            }
            end = broken ? END : read();
        } while (end == dialect.delimiter());
        long last = line;
        if (end == '\r' && peek() == '\n') {
            read();
        }
        line += end == END ? 0 : 1;
        return new CsvRecord(
                start,
                last,
                fields,
                quoted,
                new Evidence(quotesNeeded, backslashQuote, last > start ? raw.toString() : ""),
                problem == null ? null : new Fault(problem, problemLine));
    }

    /** Reads up to the end of the field; after a quoted one there must be nothing. */
    private void plainField() throws IOException {
        boolean first = true;
        boolean behind = closed;
        for (int next = peek();
                next != END && next != dialect.delimiter() && next != '\n' && next != '\r';
                next = peek()) {
            if (first && behind) {
                fault(Problem.TEXT_AFTER_QUOTE);
            }
            first = false;
            read();
            if (next == dialect.escape() && dialect.escape() >= 0 && !behind) {
                int escaped = peek();
                if (escaped == dialect.delimiter() || escaped == '\n' || escaped == '\r') {
                    next = read();
                    line += lineEnds(next) ? 1 : 0;
                }
            }
            if (!append(next)) {
                break;
            }
        }
        closed = false;
    }

    private void quotedField() throws IOException {
        long opened = line;
        while (true) {
            int next = read();
            if (next == END) {
                fault(Problem.UNCLOSED_QUOTE, opened);
                return;
            }
            if (next == dialect.escape() && (peek() == dialect.quote() || peek() == dialect.escape())) {
                next = read();
                quotesNeeded = true;
            } else if (next == dialect.quote()) {
                if (peek() == dialect.quote()) {
                    read();
                    quotesNeeded = true;
                } else if (!dialect.loose() || endsField(peek())) {
                    closed = true;
                    return;
                }
            } else if (next == '\\' && peek() == dialect.quote()) {
                backslashQuote = true;
            } else if (next == dialect.delimiter() || next == '\n' || next == '\r') {
                quotesNeeded = true;
                line += lineEnds(next) ? 1 : 0;
            }
            if (!append(next)) {
                return;
            }
        }
    }

    /** Reads blanks, which are part of the field unless a quote follows. */
    private void blanks() throws IOException {
        while (peek() == ' ') {
            field.append((char) read());
        }
        if (peek() == dialect.quote()) {
            field.setLength(0);
        }
    }

    private boolean endsField(int character) {
        return character == END || character == dialect.delimiter() || character == '\n' || character == '\r';
    }

    private boolean lineEnds(int character) throws IOException {
        return character == '\n' || (character == '\r' && peek() != '\n');
    }

    private boolean append(int character) {
        if (raw.length() > LONGEST) {
            fault(Problem.TOO_LONG);
            broken = true;
            return false;
        }
        field.append((char) character);
        return true;
    }

    private void fault(Problem what) {
        fault(what, line);
    }

    private void fault(Problem what, long where) {
        if (problem == null) {
            problem = what;
            problemLine = where;
        }
    }

    private int read() throws IOException {
        int next = peek();
        if (next != END) {
            position++;
            raw.append((char) next);
        }
        return next;
    }

    private int peek() throws IOException {
        if (position == size) {
            size = Math.max(0, reader.read(buffer, 0, buffer.length));
            position = 0;
        }
        return position < size ? buffer[position] : END;
    }
}
