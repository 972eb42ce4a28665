package org.bakeoff.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;

/**
 * Writes event files that TensorBoard reads, a folder for each trial: {@code loss/training}, {@code accuracy/validation} and the like
 * by epoch, {@code test/METRIC} at the last one.
 *
 * <p>Source: the record format of tensorflow/core/lib/io/record_writer.h, and the messages Event and Summary of
 * tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto.
 */
final class TensorBoardLog implements TrialLog {

    private static final String VERSION = "brain.Event:2";
    private static final int MASK = 0xa282ead8;
    private static final int DOUBLE = 1;
    private static final int BYTES = 2;
    private static final int FLOAT = 5;

    private final Path folder;
    private final String prefix;
    private final Map<String, String> files = new HashMap<>();
    private final Map<String, Integer> epochs = new HashMap<>();

    /**
     * Writes into a folder, which need not exist.
     *
     * @param prefix what the names of the trials' folders begin with
     */
    TensorBoardLog(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    @Override
    public void epoch(Progress.EpochEnded ended) throws IOException {
        int epoch = ended.epoch().epoch();
        epochs.put(ended.trial(), epoch);
        write(
                ended.trial(),
                epoch,
                TrialLog.values(
                        ended.epoch(), (measure, validation) -> measure + (validation ? "/validation" : "/training")));
    }

    @Override
    public void result(ComparisonResult result) throws IOException {
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                Map<String, Double> values = new LinkedHashMap<>();
                trial.metrics().forEach((name, value) -> values.put("test/" + name, value));
                String name = model.name(trial);
                write(name, epochs.getOrDefault(name, 0), values);
            }
        }
    }

    private void write(String trial, int step, Map<String, Double> values) throws IOException {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        String file = files.get(trial);
        if (file == null) {
            file = prefix + trial + "/events.out.tfevents." + System.currentTimeMillis() / 1000 + ".bakeoff";
            record(records, new Message().add(1, now()).add(3, VERSION.getBytes(StandardCharsets.UTF_8)));
        }
        Message summary = new Message();
        values.forEach((tag, value) -> summary.add(
                1,
                new Message()
                        .add(1, tag.getBytes(StandardCharsets.UTF_8))
                        .add(2, value.floatValue())
                        .bytes()));
        record(records, new Message().add(1, now()).add(2, step).add(5, summary.bytes()));
        files.put(trial, file);
        TrialLog.append(folder, file, records.toByteArray());
    }

    private static double now() {
        return System.currentTimeMillis() / 1e3;
    }

    /** Appends a record: its length and its bytes, each followed by a masked checksum, little-endian. */
    private static void record(ByteArrayOutputStream out, Message message) {
        byte[] bytes = message.bytes();
        byte[] length = little(Long.BYTES).putLong(bytes.length).array();
        out.writeBytes(length);
        out.writeBytes(little(Integer.BYTES).putInt(masked(length)).array());
        out.writeBytes(bytes);
        out.writeBytes(little(Integer.BYTES).putInt(masked(bytes)).array());
    }

    private static int masked(byte[] bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, bytes.length);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** A message of protocol buffers: fields with a number, a wire type and a value. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message add(int field, double value) {
            varint((field << 3) | DOUBLE);
            out.writeBytes(little(Double.BYTES).putDouble(value).array());
            return this;
        }

        Message add(int field, float value) {
            varint((field << 3) | FLOAT);
            out.writeBytes(little(Float.BYTES).putFloat(value).array());
            return this;
        }

        Message add(int field, int value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message add(int field, byte[] value) {
            varint((field << 3) | BYTES);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        /** Appends a number of at least 0 by seven bits a byte, the lowest first. */
        private void varint(int value) {
            int rest = value;
            while (rest >= 0x80) {
                out.write((rest & 0x7f) | 0x80);
                rest >>>= 7;
            }
            out.write(rest);
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
