package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads what {@link SafetensorsWriter} wrote, and nothing else: every weight that the model has and no other, of its type and shape,
 * without a gap between them. Nothing that a file says of itself is trusted before it was checked.
 */
final class SafetensorsFile {

    /** Far more than the names of any model's weights take. */
    private static final int HEADER = 1 << 25;

    private static final int SHOWN = 200;

    private static final int BLOCK = 1 << 20;

    private final Path path;
    private final JsonNode header;
    private final long start;
    private final long size;

    /** Reports that a model has more weights than a file holds. */
    static final class TooSmallException extends UncheckedIOException {

        private static final long serialVersionUID = 1;

        private TooSmallException(IOException cause) {
            super(cause);
        }
    }

    private SafetensorsFile(Path path, FileChannel channel) throws IOException {
        this.path = path;
        this.size = channel.size();
        if (size < Long.BYTES) {
            throw damaged("it ends within the length of its header");
        }
        long length = bytes(channel, 0, Long.BYTES).getLong();
        if (length < 2 || length > size - Long.BYTES || length > HEADER) {
            throw damaged("its header would be " + length + " bytes of " + size);
        }
        this.header = header(bytes(channel, Long.BYTES, (int) length));
        this.start = Long.BYTES + length;
        checksum(channel);
    }

    /**
     * Reads a file's header and checks that its contents are what was written.
     *
     * @throws IOException if it is missing or isn't whole
     * @throws org.bakeoff.io.BakeoffException if it can't be read
     */
    static SafetensorsFile open(Path path) throws IOException {
        return TrialFolder.reading(path, () -> {
            try (FileChannel channel = RegularFiles.channel(path, StandardOpenOption.READ)) {
                return new SafetensorsFile(path, channel);
            }
        });
    }

    /** Returns whether it has a checksum; files of earlier versions have none. */
    boolean hasChecksum() {
        return header.path(SafetensorsWriter.METADATA).has(SafetensorsWriter.CHECKSUM);
    }

    /** Returns how many bytes its weights have. */
    long bytes() {
        return size - start;
    }

    /** Returns whether another file has the same weights, by its header, with their checksum. */
    boolean isSame(SafetensorsFile other) {
        return header.equals(other.header);
    }

    /** Returns the text that was saved with the weights; empty if there was none. */
    String note() {
        return header.path(SafetensorsWriter.METADATA)
                .path(SafetensorsWriter.NOTE)
                .asString("");
    }

    /**
     * Limits the memory that a block's weights take to what this file holds. Initialising the block throws
     * {@link TooSmallException} before any memory is allocated beyond that.
     *
     * @param block a block that isn't initialised yet
     * @param initial whether its weights get their initial values; else they are zero, since {@link #fill} replaces them
     */
    void limit(Block block, boolean initial) {
        double[] bytes = new double[1];
        for (Pair<String, Parameter> pair : block.getParameters()) {
            Parameter parameter = pair.getValue();
            Initializer own = initial ? parameter.getInitializer() : Initializer.ZEROS;
            Initializer limited = (manager, shape, type) -> {
                // As doubles: a product of what an untrusted file says may be of any size.
                bytes[0] += LongStream.of(shape.getShape())
                        .asDoubleStream()
                        .reduce(type.getNumOfBytes(), (product, length) -> product * length);
                if (bytes[0] > size - start) {
                    throw new TooSmallException(
                            damaged("it holds " + (size - start) + " bytes of weights, but the model has more"));
                }
                return own.initialize(manager, shape, type);
            };
            parameter.setInitializer(initial ? limited : (GivenArrays.NewArrays) limited::initialize);
        }
    }

    /**
     * Fills a model's weights, all of them or none.
     *
     * @param weights the weights by name; their contents are replaced
     * @throws IOException if the file is missing or doesn't fit the model
     * @throws org.bakeoff.io.BakeoffException if it can't be read
     */
    void fill(Map<String, NDArray> weights) throws IOException {
        TrialFolder.reading(path, () -> {
            try (FileChannel channel = RegularFiles.channel(path, StandardOpenOption.READ)) {
                check(weights, channel.size() - start);
                for (Map.Entry<String, NDArray> entry : weights.entrySet()) {
                    JsonNode offsets = header.path(entry.getKey()).path("data_offsets");
                    fill(entry.getValue(), channel, start + offsets.path(0).asLong());
                }
                return weights;
            }
        });
    }

    /** Checks that nothing follows the weights: a file of holes may have any size, and to read or copy it may take hours. */
    void checkSize() throws IOException {
        long end = 0;
        for (JsonNode tensor : header) {
            end = Math.max(end, tensor.path("data_offsets").path(1).asLong(0));
        }
        if (end != size - start) {
            throw damaged("it holds " + (size - start) + " bytes of weights instead of " + end);
        }
    }

    private void checksum(FileChannel channel) throws IOException {
        if (!hasChecksum()) {
            return;
        }
        checkSize();
        JsonNode expected = header.path(SafetensorsWriter.METADATA).path(SafetensorsWriter.CHECKSUM);
        CRC32C checksum = new CRC32C();
        checksum.update(note().getBytes(StandardCharsets.UTF_8));
        for (long position = start; position < size; position += BLOCK) {
            checksum.update(bytes(channel, position, (int) Math.min(BLOCK, size - position)));
        }
        if (!expected.asString("").equals(HexFormat.of().toHexDigits((int) checksum.getValue()))) {
            throw damaged("its checksum is wrong");
        }
    }

    private JsonNode header(ByteBuffer bytes) throws IOException {
        try {
            JsonNode header =
                    Json.LENIENT.readTree(StandardCharsets.UTF_8.decode(bytes).toString());
            if (header.isObject()) {
                return header;
            }
        } catch (JacksonException e) {
            throw new DamagedFileException(message("its header is no JSON"), e);
        }
        throw damaged("its header is no JSON object");
    }

    private void check(Map<String, NDArray> weights, long size) throws IOException {
        Set<String> unknown = new LinkedHashSet<>(header.propertyNames());
        unknown.remove(SafetensorsWriter.METADATA);
        unknown.removeAll(weights.keySet());
        if (!unknown.isEmpty()) {
            throw damaged("it holds " + unknown + ", which the model doesn't have");
        }
        long end = 0;
        for (Map.Entry<String, JsonNode> tensor : header.properties()) {
            NDArray weight = weights.get(tensor.getKey());
            if (weight != null) {
                end = check(tensor.getKey(), tensor.getValue(), weight, end);
            }
        }
        for (String name : weights.keySet()) {
            if (!header.has(name)) {
                throw damaged("it lacks '" + name + "'");
            }
        }
        if (end != size) {
            throw damaged("it holds " + size + " bytes of weights, but the model has " + end);
        }
    }

    /** Checks the header's entry for a weight; returns where its numbers end. */
    private long check(String name, JsonNode tensor, NDArray weight, long start) throws IOException {
        JsonNode type = tensor.path("dtype");
        if (!type.isString() || !type.asString().equals(SafetensorsWriter.type(name, weight.getDataType()))) {
            throw damaged("'" + name + "' is of type " + type + ", but the model has " + weight.getDataType());
        }
        JsonNode shape = tensor.path("shape");
        if (!shape.equals(numbers(weight.getShape().getShape()))) {
            throw damaged("'" + name + "' is of shape " + shape + ", but the model has " + weight.getShape());
        }
        JsonNode offsets = tensor.path("data_offsets");
        long end = start + weight.size() * weight.getDataType().getNumOfBytes();
        if (!offsets.equals(numbers(start, end))) {
            throw damaged("'" + name + "' lies at " + offsets + ", but should at [" + start + "," + end + "]");
        }
        return end;
    }

    private static JsonNode numbers(long... numbers) {
        return Json.read(Json.COMPACT.valueToTree(numbers));
    }

    private ByteBuffer bytes(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw damaged("it ends too early");
            }
        }
        return bytes.flip();
    }

    /** Fills a weight, a large one in parts: it may be larger than Java's memory. */
    private void fill(NDArray weight, FileChannel channel, long from) throws IOException {
        if (weight.size() <= ArrayBlocks.BLOCK) {
            fill(weight, "...", weight.getShape(), channel, from);
        } else {
            fill(weight, "", 0, channel, from);
        }
    }

    /**
     * Fills one place in the first dimensions of a weight, some rows of the next dimension at a time. A row that is too large itself, as
     * where the first dimension is 1, is filled in the same way.
     */
    private void fill(NDArray weight, String place, int dimension, FileChannel channel, long from) throws IOException {
        Shape shape = weight.getShape();
        long row = shape.slice(dimension + 1).size();
        long rows = Math.max(1, ArrayBlocks.BLOCK / row);
        long[] part = shape.getShape().clone();
        Arrays.fill(part, 0, dimension, 1);
        for (long first = 0; first < shape.get(dimension); first += rows) {
            long end = Math.min(first + rows, shape.get(dimension));
            String there = place + first + ":" + end;
            long start = from + first * row * weight.getDataType().getNumOfBytes();
            if (row > ArrayBlocks.BLOCK) {
                fill(weight, there + ",", dimension + 1, channel, start);
            } else {
                part[dimension] = end - first;
                fill(weight, there, new Shape(part), channel, start);
            }
        }
    }

    private void fill(NDArray weight, String part, Shape shape, FileChannel channel, long from) throws IOException {
        int count = Math.toIntExact(shape.size() * weight.getDataType().getNumOfBytes());
        try (NDManager scope = weight.getManager().newSubManager(weight.getDevice());
                NDArray saved = scope.create(bytes(channel, from, count), shape, weight.getDataType())) {
            weight.set(new NDIndex(part), saved);
        }
    }

    private DamagedFileException damaged(String reason) {
        return new DamagedFileException(message(reason));
    }

    /** Shortens text from the file and escapes it: it may be long or hold control characters. */
    private String message(String reason) {
        String shown = reason.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
        return path + " can't be used: " + (shown.length() > SHOWN ? shown.substring(0, SHOWN) + "..." : shown);
    }
}
