package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsReaderTest {

    private static final String TENSOR = "'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"F64,8", "F32,4", "F16,2", "BF16,2"})
    void readsNumbersOfEveryType(String type, int bytes) throws IOException {
        // 1.5 and -2, whose bits end in zeros in any type.
        ByteBuffer numbers = ByteBuffer.allocate(2 * bytes).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case "F64" -> numbers.putDouble(1.5).putDouble(-2);
            case "F32" -> numbers.putFloat(1.5f).putFloat(-2);
            case "F16" -> numbers.putShort((short) 0x3e00).putShort((short) 0xc000);
            default ->
                numbers.putShort((short) (Float.floatToIntBits(1.5f) >> 16))
                        .putShort((short) (Float.floatToIntBits(-2) >> 16));
        }
        Path file = file(
                "{'__metadata__': {'format': 'pt'}, 'w': {'dtype': '%s', 'shape': [1, 2], 'data_offsets': [0, %d]}}"
                        .formatted(type, 2 * bytes),
                numbers.array());
        SafetensorsReader reader = SafetensorsReader.open(file);
        reader.require("w", new Shape(1, 2));
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            assertThat(reader.read("w", manager, DataType.FLOAT64).toDoubleArray())
                    .containsExactly(1.5, -2);
            assertThat(reader.read("w", manager, DataType.FLOAT32).getShape()).isEqualTo(new Shape(1, 2));
        }
    }

    @Test
    void readsMoreThanABlock() throws IOException {
        int count = 3_000_000;
        ByteBuffer numbers = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
        for (int index = 0; index < count; index++) {
            numbers.putFloat(index);
        }
        Path file = file(
                "{'w': {'dtype': 'F32', 'shape': [%d], 'data_offsets': [0, %d]}}".formatted(count, 4 * count),
                numbers.array());
        try (NDManager manager = Engine.getEngine("PyTorch").newBaseManager()) {
            float[] read = SafetensorsReader.open(file)
                    .read("w", manager, DataType.FLOAT32)
                    .toFloatArray();
            assertThat(read).hasSize(count).startsWith(0, 1, 2);
            assertThat(read[count - 1]).isEqualTo(count - 1);
            assertThat(read[1 << 20]).isEqualTo(1 << 20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{'w': 1}",
                "{",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}, " + TENSOR + "}",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 4]}}",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 9]}}",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 1000]}}",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [-8, 0]}}",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]}}",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 18446744073709551624]}}",
                "{'w': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0.0, 8]}}",
                "{'w': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]}}",
                "{'v': {'dtype': 'F32', 'shape': [1], 'data_offsets': [2, 6]}, " + TENSOR + "}",
                "{'w': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}",
            })
    void refusesHeadersThatDontFitTheFile(String header) throws IOException {
        Path file = file(header, new byte[8]);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SafetensorsReader.open(file));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, 1000, 1L << 40, Long.MAX_VALUE})
    void refusesWrongLengthsOfTheHeader(long length) throws IOException {
        Path file = file("{" + TENSOR + "}", new byte[8]);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(0, length).array());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SafetensorsReader.open(file));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 40})
    void refusesFilesThatEndTooEarly(int length) throws IOException {
        Path file = file("{" + TENSOR + "}", new byte[8]);
        Files.write(
                file,
                ByteBuffer.allocate(length)
                        .put(Files.readAllBytes(file), 0, length)
                        .array());
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SafetensorsReader.open(file));
    }

    @ParameterizedTest
    @CsvSource({"F32,w,3", "F32,v,2", "I64,w,1", "F64,w,2", "'F8',w,2"})
    void requiresNameShapeAndType(String type, String name, int size) throws IOException {
        SafetensorsReader reader = SafetensorsReader.open(file(("{" + TENSOR + "}").replace("F32", type), new byte[8]));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> reader.require(name, new Shape(size)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void opensNoPipe() throws Exception {
        Path pipe = folder.resolve("pipe");
        Process process = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(process.waitFor()).isZero();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> SafetensorsReader.open(pipe));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> JsonFiles.object(pipe));
    }

    private Path file(String header, byte[] numbers) throws IOException {
        byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer all = ByteBuffer.allocate(Long.BYTES + json.length + numbers.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(numbers);
        return Files.write(folder.resolve("model.safetensors"), all.array());
    }
}
