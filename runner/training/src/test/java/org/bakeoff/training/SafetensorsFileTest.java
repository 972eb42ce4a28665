package org.bakeoff.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.fail;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.io.Json;
import org.bakeoff.training.engine.PyTorch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Weights are read as they were written, or not at all. */
class SafetensorsFileTest {

    private static final String NOTE = "{\"epoch\": 3, \"né\": \"好\"}";

    @TempDir
    private Path folder;

    private final NDManager manager = PyTorch.prepare(1, 1).newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", NOTE})
    void whatIsReadIsWhatWasWritten(String note) throws IOException {
        Map<String, NDArray> weights = all();
        Path file = saved(weights, note);
        Map<String, NDArray> read = zeros(weights);

        SafetensorsFile opened = SafetensorsFile.open(file);
        opened.fill(read);

        assertThat(opened.note()).isEqualTo(note);
        assertThat(contents(read)).isEqualTo(contents(weights));
        assertThat(folder.toFile().listFiles()).containsExactly(file.toFile());
    }

    /** It is read some rows at a time, into an array whose rows needn't lie one after the other. */
    @Test
    void aLargeWeightIsReadWhole() throws IOException {
        for (Shape shape : List.of(
                new Shape(ArrayBlocks.BLOCK + 5),
                new Shape(5, ArrayBlocks.BLOCK / 2 + 1),
                new Shape(2, ArrayBlocks.BLOCK + 3),
                new Shape(1, 1, ArrayBlocks.BLOCK / 3 + 1, 4))) {
            Map<String, NDArray> weights =
                    Map.of("large", manager.arange((float) shape.size()).reshape(shape));
            Path file = saved(weights, "");
            NDArray plain = manager.zeros(shape);
            // Its memory lies in another order than its rows.
            NDArray turned = manager.zeros(reversed(shape)).transpose();

            SafetensorsFile.open(file).fill(Map.of("large", plain));
            SafetensorsFile.open(file).fill(Map.of("large", turned));

            assertThat(plain.contentEquals(weights.get("large"))).isTrue();
            assertThat(turned.contentEquals(weights.get("large"))).isTrue();
        }
    }

    /** A row may be larger than the memory of Java, too, as where the first dimension is 1. */
    @Test
    void aRowOfALargeWeightIsReadInParts() throws Exception {
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Large.class.getName(),
                        folder.resolve("w").toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(printed).isZero();
    }

    /** Writes and reads a row of 128 MB. */
    static final class Large {

        private static final Shape SHAPE = new Shape(1, 1 << 25);

        public static void main(String[] arguments) throws IOException {
            Path file = Path.of(arguments[0]);
            try (NDManager manager = PyTorch.prepare(1, 1).newBaseManager()) {
                NDArray read = manager.zeros(SHAPE);
                SafetensorsWriter.save(Map.of("large", manager.ones(SHAPE)), file);
                SafetensorsFile.open(file).fill(Map.of("large", read));
                if (read.sum().getFloat() != SHAPE.size()) {
                    throw new AssertionError(read.sum());
                }
            }
        }
    }

    private static Shape reversed(Shape shape) {
        long[] lengths = shape.getShape().clone();
        for (int index = 0; index < lengths.length; index++) {
            lengths[index] = shape.get(lengths.length - 1 - index);
        }
        return new Shape(lengths);
    }

    /** Header and numbers as the format's description has them, for Python to read. */
    @Test
    void theFileIsOneOfSafetensors() throws IOException {
        byte[] bytes = Files.readAllBytes(saved(all(), NOTE));
        JsonNode header = header(bytes);
        int start = bytes.length - 4 * 6 - 8 * 2 - 8 * 3 - 4;

        assertThat(start % 8).isZero();
        assertThat(start).isEqualTo(Long.BYTES + length(bytes));
        assertThat(header.at("/__metadata__/note").asString()).isEqualTo(NOTE);
        assertThat(header.path("floats")).hasToString("{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]}");
        assertThat(header.path("doubles")).hasToString("{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[24,40]}");
        assertThat(header.path("longs")).hasToString("{\"dtype\":\"I64\",\"shape\":[3,1],\"data_offsets\":[40,64]}");
        assertThat(header.path("int")).hasToString("{\"dtype\":\"I32\",\"shape\":[],\"data_offsets\":[64,68]}");
        assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(start + 4))
                .isEqualTo(-2.5f);
    }

    @Test
    void ofAFileWithAnyBitFlippedNothingElseIsEverRead() throws IOException {
        Map<String, NDArray> weights = all();
        Path file = saved(weights, NOTE);
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int place = 0; place < bytes.length; place++) {
            byte[] flipped = bytes.clone();
            flipped[place] ^= (byte) (1 << place % 7);
            Files.write(file, flipped);
            Map<String, NDArray> read = zeros(weights);
            try {
                SafetensorsFile opened = SafetensorsFile.open(file);
                opened.fill(read);
                assertThat(contents(read)).as("byte " + place).isEqualTo(contents(weights));
                assertThat(opened.note()).as("byte " + place).isEqualTo(NOTE);
            } catch (IOException e) {
                refused++;
                assertThat(e).hasMessageStartingWith(file + " can't be used: ");
                assertThat(contents(read)).as("byte " + place).isEqualTo(contents(zeros(weights)));
            }
        }
        // What may be another is spaces that fill the header up, and the name of the checksum, which old files lack.
        assertThat(refused).isGreaterThan(bytes.length - 20);
    }

    @Test
    void aFileOfAnyOtherLengthIsRefused() throws IOException {
        Path file = saved(all(), NOTE);
        byte[] bytes = Files.readAllBytes(file);
        for (int length = 0; length < bytes.length + 20; length++) {
            if (length != bytes.length) {
                Files.write(file, Arrays.copyOf(bytes, length));
                assertThatIOException()
                        .isThrownBy(() -> SafetensorsFile.open(file))
                        .withMessageStartingWith(file + " can't");
            }
        }
    }

    @Test
    void whatFollowsTheWeightsIsNotRead() throws IOException {
        Path file = saved(all(), NOTE);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 40);
        }
        assertThatIOException().isThrownBy(() -> SafetensorsFile.open(file)).withMessageContaining("1099511627");
    }

    /** The checksum is made of a megabyte at a time. */
    @Test
    void everyBlockOfALargeFileIsChecked() throws IOException {
        NDArray large = manager.zeros(new Shape(700_000));
        Path file = saved(Map.of("large", large.add(1.5)), "");
        SafetensorsFile.open(file).fill(Map.of("large", large));
        assertThat(large.toFloatArray()).containsOnly(1.5f);
        byte[] bytes = Files.readAllBytes(file);
        for (int place : new int[] {300, 1 << 20, (1 << 20) + 200, 2 << 20, bytes.length - 1}) {
            bytes[place] ^= 1;
            Files.write(file, bytes);
            assertThatIOException()
                    .isThrownBy(() -> SafetensorsFile.open(file))
                    .withMessageEndingWith("can't be used: its checksum is wrong");
            bytes[place] ^= 1;
        }
    }

    @Test
    void aFileOfAnotherModelIsRefusedAndNoneOfItIsTaken() throws IOException {
        Map<String, NDArray> weights = all();
        SafetensorsFile opened = SafetensorsFile.open(saved(weights, NOTE));

        Map<String, NDArray> fewer = zeros(weights);
        fewer.remove("longs");
        refused(opened, fewer, "it holds [longs], which the model doesn't have");
        Map<String, NDArray> more = zeros(weights);
        more.put("more", manager.zeros(new Shape(1)));
        refused(opened, more, "it lacks 'more'");
        Map<String, NDArray> type = zeros(weights);
        type.put("int", manager.zeros(new Shape(), DataType.FLOAT32));
        refused(opened, type, "'int' is of type \"I32\", but the model has float32");
        Map<String, NDArray> shape = zeros(weights);
        shape.put("floats", manager.zeros(new Shape(3, 2)));
        refused(opened, shape, "'floats' is of shape [2,3], but the model has (3, 2)");
    }

    @Test
    void placesThatOverlapOrLeaveGapsAreRefused() throws IOException {
        Path file = saved(all(), "");
        byte[] bytes = Files.readAllBytes(file);
        for (String places : List.of(
                "[0,16]",
                "[25,41]",
                "[24,39]",
                "[24,40.5]",
                "[24.0,40]",
                "[24]",
                "[24,40,41]",
                "[\"24\",40]",
                "[24,\"40\"]",
                "[18446744073709551640,40]",
                "[24,18446744073709551656]")) {
            ObjectNode header = header(bytes);
            // Without a checksum, as of an earlier version.
            header.remove("__metadata__");
            header.withObject("doubles").set("data_offsets", Json.COMPACT.readTree(places));
            Files.write(file, with(header, bytes));
            refused(
                    SafetensorsFile.open(file),
                    zeros(all()),
                    "'doubles' lies at " + places + ", but should at [24,40]");
        }
    }

    @Test
    void aFileOfAnEarlierVersionIsTakenWithoutAChecksum() throws IOException {
        Map<String, NDArray> weights = all();
        Path file = saved(weights, "");
        byte[] bytes = Files.readAllBytes(file);
        ObjectNode header = header(bytes);
        header.remove("__metadata__");
        Files.write(file, with(header, bytes));
        Map<String, NDArray> read = zeros(weights);

        SafetensorsFile.open(file).fill(read);
        assertThat(contents(read)).isEqualTo(contents(weights));

        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), (int) Files.size(file) + 4));
        refused(SafetensorsFile.open(file), zeros(weights), "it holds 72 bytes of weights, but the model has 68");
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 1_000, 1L << 40, Long.MAX_VALUE})
    void noMemoryIsAllocatedForABlockThatNeedsMoreThanAFileHolds(long units) throws IOException {
        SafetensorsFile file = SafetensorsFile.open(saved(Map.of("weight", manager.zeros(new Shape(6, 1))), ""));
        for (boolean initial : new boolean[] {true, false}) {
            Block block = linear(units, (owner, shape, type) -> fail("an array was asked for"));
            file.limit(block, initial);
            assertThatExceptionOfType(SafetensorsFile.TooSmallException.class)
                    .isThrownBy(() -> block.initialize(manager, DataType.FLOAT32, new Shape(1, 1)))
                    .withMessageEndingWith("it holds 24 bytes of weights, but the model has more");
        }
    }

    @Test
    void aBlockToBeFilledGetsNoInitialValues() throws IOException {
        SafetensorsFile file = SafetensorsFile.open(saved(Map.of("weight", manager.ones(new Shape(6, 1))), ""));
        Block filled = linear(6, (owner, shape, type) -> fail("an initial value was asked for"));
        Block initial = linear(6, Initializer.ONES);

        file.limit(filled, false);
        filled.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
        file.limit(initial, true);
        initial.initialize(manager, DataType.FLOAT32, new Shape(1, 1));

        assertThat(weight(filled).toFloatArray()).hasSize(6).containsOnly(0);
        assertThat(weight(initial).toFloatArray()).hasSize(6).containsOnly(1);
    }

    private static Block linear(long units, Initializer initializer) {
        Block block = Linear.builder().setUnits(units).optBias(false).build();
        block.setInitializer(initializer, Parameter.Type.WEIGHT);
        return block;
    }

    private static NDArray weight(Block block) {
        return block.getParameters().valueAt(0).getArray();
    }

    @Test
    void whatAFileSaysOfItselfIsShownShortAndHarmless() throws IOException {
        Path file = saved(Map.of("\u001b[2J\n" + "x".repeat(5000), manager.create(1f)), "");

        assertThatIOException()
                .isThrownBy(() -> SafetensorsFile.open(file).fill(zeros(all())))
                .withMessageMatching("(?s).*can't be used: it holds \\[\\?\\[2J\\?x{100,200}\\.\\.\\.");
    }

    @Test
    void aTypeThatCantBeSavedIsNamedAndTheOldFileStays() throws IOException {
        Path file = saved(all(), NOTE);
        byte[] bytes = Files.readAllBytes(file);

        assertThatIOException()
                .isThrownBy(() -> SafetensorsWriter.save(Map.of("flag", manager.create(true)), file))
                .withMessage(
                        "the weight 'flag' is of type boolean, which can't be saved: it must be float32, float64, int32 or"
                                + " int64");
        assertThat(file).hasBinaryContent(bytes);
    }

    private void refused(SafetensorsFile file, Map<String, NDArray> model, String reason) {
        Map<String, List<Number>> before = contents(model);
        assertThatIOException().isThrownBy(() -> file.fill(model)).withMessageEndingWith(" can't be used: " + reason);
        assertThat(contents(model)).isEqualTo(before);
    }

    private Path saved(Map<String, NDArray> weights, String note) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        SafetensorsWriter.save(weights, note, file);
        return file;
    }

    private Map<String, NDArray> all() {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        weights.put(
                "floats", manager.create(new float[] {1, -2.5f, 3, 1e-30f, Float.MAX_VALUE, 0.1f}, new Shape(2, 3)));
        weights.put("doubles", manager.create(new double[] {0.1, -1e300}));
        weights.put("longs", manager.create(new long[] {1, Long.MIN_VALUE, Long.MAX_VALUE}, new Shape(3, 1)));
        weights.put("int", manager.create(-7));
        return weights;
    }

    private Map<String, NDArray> zeros(Map<String, NDArray> weights) {
        Map<String, NDArray> zeros = new LinkedHashMap<>();
        weights.forEach((name, weight) -> zeros.put(name, weight.zerosLike()));
        return zeros;
    }

    private static Map<String, List<Number>> contents(Map<String, NDArray> weights) {
        Map<String, List<Number>> contents = new LinkedHashMap<>();
        weights.forEach((name, weight) -> contents.put(name, List.of(weight.toArray())));
        return contents;
    }

    private static int length(byte[] bytes) {
        return (int) ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }

    private static ObjectNode header(byte[] bytes) {
        return (ObjectNode) Json.COMPACT.readTree(new String(bytes, Long.BYTES, length(bytes), StandardCharsets.UTF_8));
    }

    private static byte[] with(ObjectNode header, byte[] bytes) {
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int start = Long.BYTES + length(bytes);
        return ByteBuffer.allocate(Long.BYTES + json.length + bytes.length - start)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(bytes, start, bytes.length - start)
                .array();
    }
}
