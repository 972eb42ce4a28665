package org.bakeoff.testkit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reference figures that Keras computed for a stack of recurrent layers: embedding, recurrent layers, dense.
 *
 * @param file where it was read
 * @param json its content
 */
record KerasFixture(Path file, JsonNode json) {

    /** Reads every fixture of a model in a folder. */
    static List<KerasFixture> all(Path folder, String model) throws IOException {
        List<KerasFixture> fixtures = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "keras-*.json")) {
            for (Path file : files) {
                JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
                if (json.path("model").asString("").equals(model)) {
                    fixtures.add(new KerasFixture(file, json));
                }
            }
        }
        return fixtures;
    }

    int vocabulary() {
        return json.path("vocabulary").asInt();
    }

    int length() {
        return json.path("length").asInt();
    }

    int embedding() {
        return array("weights", names("weights").get(0)).columns();
    }

    /** Returns the length of the state of every recurrent layer. */
    List<Integer> hiddenUnits() {
        return names("weights").stream()
                .filter(name -> name.endsWith("/recurrent_kernel"))
                .map(name -> array("weights", name).rows())
                .toList();
    }

    int classes() {
        List<String> names = names("weights");
        return Math.max(2, array("weights", names.get(names.size() - 1)).rows());
    }

    int parameters() {
        return json.path("parameters").asInt();
    }

    /** Returns the token ids of all examples, one after the other. */
    long[] tokens() {
        return json.path("tokens")
                .valueStream()
                .flatMap(JsonNode::valueStream)
                .mapToLong(JsonNode::asLong)
                .toArray();
    }

    int[] labels() {
        return json.path("labels").valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    double[] logits() {
        return KerasArray.of(json.path("logits")).values();
    }

    double loss() {
        return json.path("loss").asDouble();
    }

    double[] adamLosses() {
        return KerasArray.of(json.path("adam_losses")).values();
    }

    /** Returns the names of Keras' weights, from the embedding to the bias of the dense layer. */
    List<String> names(String section) {
        return List.copyOf(json.path(section).propertyNames());
    }

    KerasArray array(String section, String name) {
        return KerasArray.of(json.path(section).path(name));
    }

    /** Keras' arrays in the order and layout of the toolkit's parameters: every matrix but the embedding transposed. */
    List<KerasArray> arrays(String section) {
        List<String> names = names(section);
        return names.stream()
                .map(name -> name.equals(names.get(0))
                        ? array(section, name)
                        : array(section, name).transposed())
                .toList();
    }

    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }

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
                    .flatMap(row -> row.isArray() ? row.valueStream() : Stream.of(row))
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
}
