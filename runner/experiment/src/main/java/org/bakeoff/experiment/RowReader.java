package org.bakeoff.experiment;

import java.io.BufferedReader;
import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import org.bakeoff.report.Numbers;

/** Reads a text whose rows can't be of any length: what makes a row of it holds all of it. */
final class RowReader extends BufferedReader {

    /** The most characters that are read for a row, with those that are read ahead. */
    private static final int LONGEST = 16_000_000;

    private final Counter counter;

    /** Says that a row is too long; the message is about the file. */
    static final class LongRowException extends IOException {

        private static final long serialVersionUID = 1;

        private LongRowException() {
            super("it has a row of more than " + Numbers.count(LONGEST) + " characters");
        }
    }

    /** Counts the characters. */
    private static final class Counter extends FilterReader {

        private long count;

        private Counter(Reader in) {
            super(in);
        }

        @Override
        public int read(char[] letters, int start, int length) throws IOException {
            int read = super.read(letters, start, length);
            count += read;
            if (count > LONGEST) {
                throw new LongRowException();
            }
            return read;
        }
    }

    RowReader(Reader in) {
        this(new Counter(in));
    }

    private RowReader(Counter counter) {
        super(counter);
        this.counter = counter;
    }

    /** Says that the next row starts. */
    void next() {
        counter.count = 0;
    }
}
