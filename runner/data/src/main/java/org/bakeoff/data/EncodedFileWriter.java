package org.bakeoff.data;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.bakeoff.io.Json;

/**
 * Writes the encoded form of a dataset: the spec, the training set, and the test set with its labels behind its token
 * ids. All numbers are big-endian.
 */
final class EncodedFileWriter {

    /** The largest size that can be mapped in one piece, less the checksum at the end. */
    private static final long MOST = Integer.MAX_VALUE - Long.BYTES;

    private final DataOutputStream out;

    /** Reports more data than a file can hold. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1;

        TooLarge() {
            super("more than 2 GiB of tokens, texts and attributes");
        }
    }

    private EncodedFileWriter(DataOutputStream out) {
        this.out = out;
    }

    /**
     * Writes a file.
     *
     * @throws TooLarge if it would have more than 2 GiB; some of it may have been written by then
     */
    static void write(DataSplits splits, OutputStream target) throws IOException {
        CheckedOutputStream checked = new CheckedOutputStream(target, new CRC32C());
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(checked, 1 << 16));
        new EncodedFileWriter(out).write(splits);
        out.flush();
        out.writeLong(checked.getChecksum().getValue());
        out.flush();
    }

    private void write(DataSplits splits) throws IOException {
        out.writeLong(EncodedFile.MAGIC);
        strings(splits.info().classes(), Function.identity());
        strings(splits.info().vocabulary(), Function.identity());
        out.writeInt(splits.info().length());
        writeExamples(splits.train());
        writeExamples(splits.test());
        room(0);
    }

    private void room(long bytes) throws TooLarge {
        if (out.size() + bytes > MOST) {
            throw new TooLarge();
        }
    }

    private void writeExamples(List<Example> examples) throws IOException {
        out.writeInt(examples.size());
        long offset = 0;
        out.writeInt(0);
        for (Example example : examples) {
            offset += example.tokens().length;
            room(offset * Integer.BYTES);
            out.writeInt((int) offset);
        }
        for (Example example : examples) {
            for (int token : example.tokens()) {
                out.writeInt(token);
            }
        }
        for (Example example : examples) {
            out.writeInt(example.label());
        }
        strings(examples, Example::group);
        strings(examples, Example::id);
        strings(examples, Example::text);
        strings(examples, example -> Json.COMPACT.writeValueAsString(example.attributes()));
    }

    /** Writes the number of strings, the end of each, and their bytes. */
    private <T> void strings(List<T> items, Function<T, String> text) throws IOException {
        out.writeInt(items.size());
        long end = 0;
        for (T item : items) {
            end += text.apply(item).getBytes(StandardCharsets.UTF_8).length;
            room(end);
            out.writeInt((int) end);
        }
        for (T item : items) {
            out.write(text.apply(item).getBytes(StandardCharsets.UTF_8));
        }
    }
}
