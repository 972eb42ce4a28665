package org.bakeoff.testkit;

import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * An array of one or two dimensions.
 *
 * @param rows its first dimension
 * @param columns its second dimension, 1 where there is none
 * @param values its numbers, row by row
 */
@SuppressWarnings("ArrayRecordComponent")
record KerasArray(int rows, int columns, double[] values) {

    static KerasArray of(JsonNode json) {
        int columns = json.path(0).isArray() ? json.path(0).size() : 1;
        double[] values = json.valueStream()
                .flatMap(row -> row.isArray() ? row.valueStream() : java.util.stream.Stream.of(row))
                .mapToDouble(JsonNode::asDouble)
                .toArray();
        return new KerasArray(json.size(), columns, values);
    }

    KerasArray transposed() {
        double[] turned = IntStream.range(0, values.length)
                .mapToDouble(index -> values[index % rows * columns + index / rows])
                .toArray();
        return new KerasArray(columns, rows, turned);
    }
}
