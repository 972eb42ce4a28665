package org.bakeoff.testkit;

import ai.djl.ndarray.types.Shape;
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
 * Reference figures that Keras, or another library, computed for a classifier: an embedding, other layers, and a dense layer.
 *
 * @param file where it was read
 * @param json its content
 */
public record KerasFixture(Path file, JsonNode json) {

    /** Reads every fixture of a model in a folder. */
    static List<KerasFixture> all(Path folder, String model) throws IOException {
        List<KerasFixture> fixtures = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "{keras,torch}-*.json")) {
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

    /** Returns the length of a word's vector. */
    public int embedding() {
        return Math.toIntExact(shapes("embeddings").get(0).get(1));
    }

    /** Returns the length of the state of every recurrent layer. */
    public List<Integer> hiddenUnits() {
        return shapes("recurrent_kernel").stream()
                .map(shape -> Math.toIntExact(shape.get(0)))
                .toList();
    }

    /** Returns the shapes of the kernels of all convolutions: (width, inputs, filters). */
    public List<Shape> convolutions() {
        return shapes("kernel").stream().filter(shape -> shape.dimension() == 3).toList();
    }

    /** Returns the shapes of the weights whose names end like this after a slash, from the first layer to the last. */
    private List<Shape> shapes(String kind) {
        return names("weights").stream()
                .filter(name -> name.endsWith("/" + kind))
                .map(name -> array("weights", name).shape())
                .toList();
    }

    int classes() {
        List<Shape> biases = shapes("bias");
        return Math.toIntExact(Math.max(2, biases.get(biases.size() - 1).get(0)));
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

    /** Keras' arrays in the order and layout of the toolkit's parameters: kernels have their axes the other way round. */
    List<KerasArray> arrays(String section) {
        return names(section).stream()
                .map(name -> name.endsWith("kernel") ? array(section, name).transposed() : array(section, name))
                .toList();
    }

    @Override
    public String toString() {
        return String.valueOf(file.getFileName());
    }

    /**
     * An array of numbers.
     *
     * @param values its numbers, the last axis fastest
     */
    @SuppressWarnings("ArrayRecordComponent")
    record KerasArray(Shape shape, double[] values) {

        static KerasArray of(JsonNode json) {
            Shape shape = new Shape();
            for (JsonNode inner = json; inner.isArray(); inner = inner.path(0)) {
                shape = shape.add(inner.size());
            }
            return new KerasArray(
                    shape, numbers(json).mapToDouble(JsonNode::asDouble).toArray());
        }

        private static Stream<JsonNode> numbers(JsonNode json) {
            return json.isArray() ? json.valueStream().flatMap(KerasArray::numbers) : Stream.of(json);
        }

        /** Returns it with the order of its axes reversed. */
        KerasArray transposed() {
            long[] sizes = shape.getShape();
            double[] turned = new double[values.length];
            for (int index = 0; index < values.length; index++) {
                int rest = index;
                int place = 0;
                int stride = values.length;
                // The last axis of the old array becomes the first.
                for (int axis = sizes.length - 1; axis >= 0; axis--) {
                    stride /= Math.toIntExact(sizes[axis]);
                    place += Math.toIntExact(rest % sizes[axis]) * stride;
                    rest /= Math.toIntExact(sizes[axis]);
                }
                turned[place] = values[index];
            }
            long[] reversed = IntStream.range(0, sizes.length)
                    .mapToLong(axis -> sizes[sizes.length - 1 - axis])
                    .toArray();
            return new KerasArray(new Shape(reversed), turned);
        }
    }
}
