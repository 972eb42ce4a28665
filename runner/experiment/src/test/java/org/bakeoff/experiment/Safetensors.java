package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.io.Json;
import tools.jackson.databind.JsonNode;

/** The weights of a file, read as the format's description says and checked on the way. */
record Safetensors(Map<String, Tensor> tensors) {

    /** One tensor of 32-bit floats. */
    record Tensor(List<Integer> shape, List<Float> values) {

        /** An entry of a matrix. */
        double at(int row, int column) {
            return values.get(row * shape.get(1) + column);
        }
    }

    static Safetensors read(Path file) throws IOException {
        ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(content.getLong());
        byte[] header = new byte[length];
        content.get(header);
        ByteBuffer numbers = content.slice().order(ByteOrder.LITTLE_ENDIAN);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int end = 0;
        JsonNode json = Json.COMPACT.readTree(new String(header, StandardCharsets.UTF_8));
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode tensor = entry.getValue();
            if (entry.getKey().equals("__metadata__")) {
                continue;
            }
            assertThat(tensor.path("dtype").asString()).isEqualTo("F32");
            // The format allows no holes.
            assertThat(tensor.path("data_offsets").get(0).asInt()).isEqualTo(end);
            List<Integer> shape = IntStream.range(0, tensor.path("shape").size())
                    .map(axis -> tensor.path("shape").get(axis).asInt())
                    .boxed()
                    .toList();
            int size = shape.stream().mapToInt(Integer::intValue).reduce(1, (left, right) -> left * right);
            List<Float> values = IntStream.range(0, size)
                    .mapToObj(ignored -> numbers.getFloat())
                    .toList();
            end += size * Float.BYTES;
            assertThat(tensor.path("data_offsets").get(1).asInt()).isEqualTo(end);
            tensors.put(entry.getKey(), new Tensor(shape, values));
        }
        assertThat(numbers.hasRemaining()).isFalse();
        return new Safetensors(tensors);
    }

    /** All numbers, tensor by tensor. */
    List<Float> values() {
        return tensors.values().stream()
                .flatMap(tensor -> tensor.values().stream())
                .toList();
    }

    /** The only tensor with so many axes. */
    Tensor only(int axes) {
        List<Tensor> found = tensors.values().stream()
                .filter(tensor -> tensor.shape().size() == axes)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }
}
