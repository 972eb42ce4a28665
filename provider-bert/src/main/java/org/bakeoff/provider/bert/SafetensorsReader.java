package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads single tensors of a safetensors file, which may come from anybody: eight bytes for the length of the header, the header
 * in JSON, then the numbers, all little-endian. Nothing that a file says of itself is trusted before it was checked.
 *
 * <p>Source: the format's description in its README, github.com/huggingface/safetensors.
 */
final class SafetensorsReader {

    /** Far more than the names of any such model's weights take. */
    private static final int LARGEST_HEADER = 1 << 24;

    private static final int BLOCK = 1 << 22;

    /** The types of numbers that are read. DJL can't make arrays of bfloat16, the upper half of a float. */
    private enum Type {
        F64(DataType.FLOAT64, Double.BYTES),
        F32(DataType.FLOAT32, Float.BYTES),
        F16(DataType.FLOAT16, Short.BYTES),
        BF16(DataType.FLOAT32, Short.BYTES);

        private final DataType read;
        private final int bytes;

        Type(DataType read, int bytes) {
            this.read = read;
            this.bytes = bytes;
        }

        static Optional<Type> of(String name) {
            return Arrays.stream(values())
                    .filter(type -> type.name().equals(name))
                    .findFirst();
        }

        ByteBuffer readable(ByteBuffer numbers) {
            if (this != BF16) {
                return numbers;
            }
            ByteBuffer wide = ByteBuffer.allocate(2 * numbers.remaining()).order(ByteOrder.LITTLE_ENDIAN);
            while (numbers.hasRemaining()) {
                wide.putInt(numbers.getShort() << Short.SIZE);
            }
            return wide.flip();
        }
    }

    private static final String METADATA = "__metadata__";

    private final Path file;
    private final Map<String, Tensor> tensors = new LinkedHashMap<>();

    /** Says where the numbers of a tensor are, in bytes from the start of the file. */
    private record Tensor(String name, String type, Shape shape, long start, long end) {

        long bytes() {
            return end - start;
        }
    }

    private SafetensorsReader(Path file, FileChannel channel) throws IOException {
        this.file = file;
        long size = channel.size();
        if (size < Long.BYTES) {
            throw unusable("it ends within the length of its header");
        }
        long header = bytes(channel, 0, Long.BYTES).getLong();
        if (header < 2 || header > size - Long.BYTES || header > LARGEST_HEADER) {
            throw unusable("its header would have " + header + " bytes, of " + size + " in all");
        }
        long numbers = Long.BYTES + header;
        JsonNode json =
                JsonFiles.object(file, bytes(channel, Long.BYTES, (int) header).array());
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (!entry.getKey().equals(METADATA)) {
                tensors.put(entry.getKey(), tensor(entry.getKey(), entry.getValue(), numbers));
            }
        }
        requireNoGaps(numbers, size);
    }

    /**
     * Reads the header of a file.
     *
     * @throws IOException if it can't be read or isn't whole
     */
    static SafetensorsReader open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(JsonFiles.regular(file))) {
            return new SafetensorsReader(file, channel);
        }
    }

    /**
     * Checks that the tensors take no more bytes than a model needs.
     *
     * @throws IOException if they do
     */
    void requireAtMost(long bytes) throws IOException {
        long sum = tensors.values().stream().mapToLong(Tensor::bytes).sum();
        if (sum > bytes) {
            throw unusable(
                    "its tensors have " + sum + " bytes; a model as config.json describes it has at most " + bytes);
        }
    }

    /** Returns whether there is a tensor of that name. */
    boolean has(String name) {
        return tensors.containsKey(name);
    }

    /**
     * Checks that a tensor has a shape, and numbers that can be read.
     *
     * @throws IOException if not
     */
    void require(String name, Shape shape) throws IOException {
        Tensor tensor = tensor(name);
        if (!tensor.shape().equals(shape)) {
            throw unusable(
                    "its weight " + name + " is of shape " + tensor.shape() + ", but config.json asks for " + shape);
        }
        Type type = type(tensor);
        if (tensor.bytes() != shape.size() * type.bytes) {
            throw unusable("its weight " + name + " of shape " + shape + " has " + tensor.bytes() + " bytes");
        }
    }

    /**
     * Reads a tensor that {@link #require} accepted.
     *
     * @param type the type of the array, into which the numbers are turned
     * @throws IOException if it can't be read
     */
    NDArray read(String name, NDManager manager, DataType type) throws IOException {
        Tensor tensor = tensor(name);
        Type stored = type(tensor);
        NDArray array = manager.create(tensor.shape(), type);
        try (FileChannel channel = FileChannel.open(JsonFiles.regular(file));
                NDManager scope = manager.newSubManager()) {
            NDArray flat = array.reshape(-1);
            flat.attach(scope);
            for (long done = 0; done < tensor.bytes(); done += BLOCK) {
                int count = (int) Math.min(BLOCK, tensor.bytes() - done);
                try (NDManager block = scope.newSubManager()) {
                    ByteBuffer numbers = stored.readable(bytes(channel, tensor.start() + done, count));
                    NDArray part = block.create(numbers, new Shape(count / stored.bytes), stored.read);
                    long first = done / stored.bytes;
                    flat.set(new NDIndex(first + ":" + (first + part.size())), part.toType(type, false));
                }
            }
        }
        return array;
    }

    private Tensor tensor(String name) throws IOException {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw unusable("it lacks the weight " + name);
        }
        return tensor;
    }

    private Type type(Tensor tensor) throws IOException {
        return Type.of(tensor.type())
                .orElseThrow(() -> unusable("its weight " + tensor.name() + " is of type " + tensor.type()
                        + "; known are " + Arrays.toString(Type.values())));
    }

    private Tensor tensor(String name, JsonNode entry, long numbers) throws IOException {
        JsonNode shape = entry.path("shape");
        JsonNode offsets = entry.path("data_offsets");
        if (!entry.path("dtype").isString() || !shape.isArray() || !offsets.isArray() || offsets.size() != 2) {
            throw unusable("the entry of " + name + " in its header is no tensor");
        }
        List<Long> dimensions = new ArrayList<>();
        for (JsonNode dimension : shape) {
            dimensions.add(count(name, dimension));
        }
        return new Tensor(
                name,
                entry.path("dtype").asString(),
                new Shape(dimensions),
                numbers + count(name, offsets.path(0)),
                numbers + count(name, offsets.path(1)));
    }

    /** No such number comes near the range of a long, so sums and products of a few don't leave it. */
    private long count(String name, JsonNode value) throws IOException {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0 || value.asLong() > 1L << 40) {
            throw unusable(
                    "the entry of " + name + " in its header holds " + value + ", where there should be a count");
        }
        return value.asLong();
    }

    /** Every byte belongs to one tensor, as the format asks. */
    private void requireNoGaps(long numbers, long size) throws IOException {
        long end = numbers;
        for (Tensor tensor : tensors.values().stream()
                .sorted(Comparator.comparingLong(Tensor::start).thenComparingLong(Tensor::end))
                .toList()) {
            if (tensor.start() != end || tensor.end() < tensor.start()) {
                throw unusable("the numbers of " + tensor.name() + " overlap with others, or leave a gap");
            }
            end = tensor.end();
        }
        if (end != size) {
            throw unusable("its tensors end at byte " + end + ", but it has " + size);
        }
    }

    private ByteBuffer bytes(FileChannel channel, long position, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, position + bytes.position()) < 0) {
                throw unusable("it ends too early");
            }
        }
        return bytes.flip();
    }

    private IOException unusable(String reason) {
        return JsonFiles.unusable(file, reason);
    }
}
