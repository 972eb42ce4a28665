package org.bakeoff.runner.data;

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
import org.bakeoff.runner.json.Json;

/**
 * Writes the encoded form of a dataset: the spec, the training half, and the test half with its labels behind its token
 * ids. All numbers are big-endian.
 */
final class EncodedFileWriter {

    private final DataOutputStream out;

    private EncodedFileWriter(DataOutputStream out) {
        this.out = out;
    }

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
        strings(splits.spec().classes(), Function.identity());
        strings(splits.spec().vocabulary(), Function.identity());
        out.writeInt(splits.spec().length());
        half(splits.train());
        half(splits.test());
    }

    private void half(List<Example> examples) throws IOException {
        out.writeInt(examples.size());
        int offset = 0;
        out.writeInt(offset);
        for (Example example : examples) {
            offset = Math.addExact(offset, example.tokens().length);
            out.writeInt(offset);
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

    /** The number of strings, where each ends, and their bytes. */
    private <T> void strings(List<T> items, Function<T, String> text) throws IOException {
        out.writeInt(items.size());
        int end = 0;
        for (T item : items) {
            end = Math.addExact(end, text.apply(item).getBytes(StandardCharsets.UTF_8).length);
            out.writeInt(end);
        }
        for (T item : items) {
            out.write(text.apply(item).getBytes(StandardCharsets.UTF_8));
        }
    }
}
