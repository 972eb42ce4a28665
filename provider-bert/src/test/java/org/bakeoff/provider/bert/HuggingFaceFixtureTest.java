package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.training.CrossEntropyLoss;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/**
 * Compares models with what transformers computes in float64: token ids, logits, loss and the norms of all gradients, to 1e-5
 * relative. The fixtures are the folders with an {@code expected.json} in the folder that the system property {@code
 * bakeoff.fixtures} names, else in the module's own.
 */
class HuggingFaceFixtureTest {

    private static final Path OWN_FOLDER = Path.of("src/test/resources/fixtures");
    private static final double RELATIVE = 1e-5;

    /** Far below any gradient that isn't zero but for rounding, such as those of the biases of keys. */
    private static final double ABSOLUTE = 1e-12;

    private final Engine engine = Engine.getEngine("PyTorch");

    @TestFactory
    Stream<DynamicTest> matchesTransformers() throws IOException {
        String given = System.getProperty("bakeoff.fixtures");
        Path root = given == null ? OWN_FOLDER : Path.of(given);
        List<Path> folders;
        try (Stream<Path> below = Files.walk(root)) {
            folders = below.filter(file -> file.endsWith("expected.json"))
                    .map(Path::getParent)
                    .sorted()
                    .toList();
        }
        assertThat(folders).as("fixtures in %s", root.toAbsolutePath()).isNotEmpty();
        return folders.stream().map(folder -> DynamicTest.dynamicTest(folder.toString(), () -> check(folder)));
    }

    private void check(Path folder) throws IOException {
        JsonNode expected = JsonFiles.object(folder.resolve("expected.json"));
        ModelConfig model = new ModelFolder(folder).config();
        List<long[]> texts = tokens(expected, model);
        SubwordTokenizer tokenizer =
                new SubwordTokenizer(new ModelFolder(folder).tokenizer(), model.padding(), model.longest());
        for (int text = 0; text < texts.size(); text++) {
            String words = expected.path("texts").path(text).asString();
            assertThat(tokenizer.encode(words))
                    .as("the token ids of \"%s\"", words)
                    .containsExactly(Arrays.stream(texts.get(text))
                            .mapToInt(Math::toIntExact)
                            .toArray());
        }
        int classes = expected.path("logits").path(0).size();
        int longest = texts.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        for (int more : new int[] {0, 3}) {
            int columns = Math.min(model.longest(), longest + more);
            try (NDManager manager = engine.newBaseManager()) {
                Block block = block(folder, model, classes, columns);
                block.initialize(manager, DataType.FLOAT64, new Shape(1, columns));
                compare(block, manager, texts, columns, expected);
            }
        }
    }

    private static Block block(Path folder, ModelConfig model, int classes, int columns) {
        List<String> vocabulary = IntStream.range(0, model.sizes().vocabulary())
                .mapToObj(id -> "w" + id)
                .toList();
        List<String> labels =
                IntStream.range(0, classes).mapToObj(label -> "c" + label).toList();
        BertConfig config = new BertConfig(folder.toString(), BertConfig.Head.FOLDER, null, 0.0, null);
        return new BertProvider().create(config, new DatasetInfo(labels, vocabulary, columns));
    }

    /** Returns the ids of the texts, in our order: padding is 0. */
    private static List<long[]> tokens(JsonNode expected, ModelConfig model) throws IOException {
        List<long[]> all = new ArrayList<>();
        int padding = model.padding();
        for (int text = 0; text < expected.path("ids").size(); text++) {
            JsonNode mask = expected.path("attention_mask").path(text);
            JsonNode ids = expected.path("ids").path(text);
            all.add(IntStream.range(0, ids.size())
                    .filter(place -> mask.path(place).asInt() == 1)
                    .mapToLong(place -> ids.path(place).asLong())
                    .map(id -> id == padding ? 0 : id == 0 ? padding : id)
                    .toArray());
        }
        return all;
    }

    private void compare(Block block, NDManager manager, List<long[]> texts, int columns, JsonNode expected) {
        long[] padded = new long[texts.size() * columns];
        for (int row = 0; row < texts.size(); row++) {
            long[] ids = texts.get(row);
            System.arraycopy(ids, 0, padded, (row + 1) * columns - ids.length, ids.length);
        }
        int[] labels =
                expected.path("labels").valueStream().mapToInt(JsonNode::asInt).toArray();
        double[] logits = logits(expected);
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = engine.newGradientCollector()) {
            NDArray input = scope.create(padded, new Shape(texts.size(), columns));
            NDArray actual = block.forward(new ParameterStore(scope, false), new NDList(input), true)
                    .singletonOrThrow();
            assertThat(actual.toDoubleArray()).hasSameSizeAs(logits);
            for (int index = 0; index < logits.length; index++) {
                close("logit " + index, actual.toDoubleArray()[index], logits[index]);
            }
            NDArray loss = new CrossEntropyLoss(logits.length / labels.length).loss(actual, labels);
            close("loss", loss.getDouble(), expected.path("loss").asDouble());
            collector.backward(loss);
        }
        Map<String, Double> norms = norms(block);
        Map<String, JsonNode> wanted = new LinkedHashMap<>();
        expected.path("gradient_norms").properties().forEach(entry -> wanted.put(entry.getKey(), entry.getValue()));
        assertThat(norms).containsOnlyKeys(wanted.keySet());
        wanted.forEach((name, norm) -> close("the gradient of " + name, norms.get(name), norm.asDouble()));
    }

    /** Returns all logits row by row; of two classes, the difference. */
    private static double[] logits(JsonNode expected) {
        return expected.path("logits")
                .valueStream()
                .flatMapToDouble(row -> row.size() == 2
                        ? Stream.of(row.path(1).asDouble() - row.path(0).asDouble())
                                .mapToDouble(Double::doubleValue)
                        : row.valueStream().mapToDouble(JsonNode::asDouble))
                .toArray();
    }

    private static Map<String, Double> norms(Block block) {
        Map<String, Double> norms = new LinkedHashMap<>();
        for (Pair<String, Parameter> pair : block.getParameters()) {
            try (NDArray gradient = pair.getValue().getArray().getGradient()) {
                norms.put(pair.getKey(), Math.sqrt(gradient.mul(gradient).sum().getDouble()));
            }
        }
        return norms;
    }

    private static void close(String what, double actual, double expected) {
        assertThat(actual).as(what).isCloseTo(expected, within(Math.max(ABSOLUTE, RELATIVE * Math.abs(expected))));
    }
}
