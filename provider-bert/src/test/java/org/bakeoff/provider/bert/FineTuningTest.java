package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.Explanation;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.TrainedRun;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tiny models are fine-tuned in experiments, on texts whose class one word tells. */
class FineTuningTest {

    private static final Path FIXTURES = Path.of("src/test/resources/fixtures").toAbsolutePath();

    private static final String SPEC = """
            {"dataset": {"plugin": "text", "config": {"train": "%s", "test": 0.25, "length": 8}},
             "models": {"bert": {"plugin": "bert", "config": {"folder": "%s", "maxLength": 12, "dropout": 0.05}}},
             "training": {"epochs": 4, "batchSize": 8, "learningRate": 0.01, "learningRates": {"encoder": 0.008, "head": 0.02}, "seeds": [1], "device": "cpu",
                          "padding": "%s", "validation": 0},
             "evaluators": [{"plugin": "accuracy"}]}
            """;

    private static final String WEIGHTS = "trials/bert-1/model/weights.safetensors";

    @TempDir
    private static Path shared;

    private static Path reviews;

    @BeforeAll
    static void write() throws IOException {
        List<String> words = List.of("the", "film", "movie", "acting", "was", "very", "slow", "fast");
        List<String> lines = new ArrayList<>(List.of("label,text"));
        Random random = new Random(1);
        for (int index = 0; index < 160; index++) {
            boolean good = random.nextBoolean();
            List<String> text = new ArrayList<>(random.ints(2 + random.nextInt(5), 0, words.size())
                    .mapToObj(words::get)
                    .toList());
            text.add(random.nextInt(text.size()), good ? "good" : "bored");
            lines.add((good ? "good," : "bad,") + String.join(" ", text));
        }
        reviews = Files.write(shared.resolve("reviews.csv"), lines);
    }

    private static void run(Path folder, Path model, String padding, Consumer<Progress> listener) {
        Experiment.builder()
                .spec(SPEC.formatted(reviews, model, padding))
                .out(folder)
                .cache(shared.resolve("cache"))
                .build()
                .run(listener);
    }

    @Test
    void anInterruptedRunResumesAndPredicts(@TempDir Path folder) throws IOException {
        String padding = "fixed";
        Path whole = folder.resolve("whole");
        run(whole, FIXTURES.resolve("bert-tiny"), padding, event -> {});
        Path interrupted = folder.resolve("interrupted");
        assertThatThrownBy(() -> run(interrupted, FIXTURES.resolve("bert-tiny"), padding, event -> {
                    if (event instanceof Progress.EpochEnded) {
                        throw new IllegalStateException("enough");
                    }
                }))
                .isNotNull();
        List<Progress> events = new ArrayList<>();
        run(interrupted, FIXTURES.resolve("bert-tiny"), padding, events::add);
        assertThat(events).hasAtLeastOneElementOfType(Progress.TrialResumed.class);
        assertThat(interrupted.resolve(WEIGHTS)).hasSameBinaryContentAs(whole.resolve(WEIGHTS));

        try (TrainedRun run = TrainedRun.open(interrupted)) {
            LoadedModel model = run.model("bert");
            assertThat(model.predict("the movie was very good").label()).isEqualTo("good");
            assertThat(model.predict("the movie was very bored").label()).isEqualTo("bad");
            assertThat(model.explain("Never bored!").tokens())
                    .extracting(Explanation.Token::word)
                    .contains("never", "bore", "##d", "!");
        }
    }

    @Test
    void savesWhatTransformersCallsTheWeights(@TempDir Path folder) throws IOException {
        run(folder.resolve("run"), FIXTURES.resolve("roberta"), "longest", event -> {});
        SafetensorsReader weights = SafetensorsReader.open(folder.resolve("run").resolve(WEIGHTS));
        weights.require("roberta.embeddings.word_embeddings.weight", new Shape(70, 8));
        weights.require("classifier.dense.weight", new Shape(8, 8));
        weights.require("classifier.out_proj.weight", new Shape(2, 8));
    }

    @Test
    void anotherModelInTheFolderIsNoWayToResume(@TempDir Path folder) throws IOException {
        Path model = copy(FIXTURES.resolve("bert-tiny"), folder.resolve("model"));
        run(folder.resolve("run"), model, "longest", event -> {});
        replace(model.resolve("model.safetensors"));
        assertThat(code(() -> run(folder.resolve("run"), model, "longest", event -> {})))
                .isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
    }

    /** The second seed would start from other weights than the first. */
    @Tag("endurance")
    @Test
    void noTrialStartsFromWeightsThatWereReplaced(@TempDir Path folder) throws IOException {
        Path model = copy(FIXTURES.resolve("bert-tiny"), folder.resolve("model"));
        ComparisonResult result = Experiment.builder()
                .spec(SPEC.formatted(reviews, model, "longest").replace("[1]", "[1, 2]"))
                .out(folder.resolve("run"))
                .cache(shared.resolve("cache"))
                .build()
                .run(event -> {
                    if (event instanceof Progress.TrialEnded) {
                        replace(model.resolve("model.safetensors"));
                    }
                });
        assertThat(result.model("bert").trials())
                .extracting(ModelResult.Trial::status)
                .containsExactly(ModelResult.Status.DONE, ModelResult.Status.FAILED);
    }

    private static void replace(Path file) {
        BakeoffException.reporting(() -> {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length - 1] ^= 1;
            return Files.write(file, bytes);
        });
    }

    /** The saved weights would be asked about other ids, or computed with otherwise. */
    @ParameterizedTest
    @CsvSource({"config.json,gelu,relu", "tokenizer.json,lowercase\": true,lowercase\": false"})
    void aModelIsNotAskedAfterItsFolderChanged(String name, String old, String other, @TempDir Path folder)
            throws IOException {
        Path model = copy(FIXTURES.resolve("bert-tiny"), folder.resolve("model"));
        run(folder.resolve("run"), model, "longest", event -> {});
        Path file = model.resolve(name);
        String content = Files.readString(file);
        assertThat(content).contains(old);
        Files.writeString(file, content.replace(old, other));
        try (TrainedRun run = TrainedRun.open(folder.resolve("run"))) {
            assertThat(code(() -> run.model("bert"))).isEqualTo(ErrorCode.ENCODING_CHANGED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "config.json", "model.safetensors", "tokenizer.json"})
    void aMissingFolderOrFileIsNamed(String missing, @TempDir Path folder) throws IOException {
        Path model = folder.resolve("model");
        if (!missing.isEmpty()) {
            copy(FIXTURES.resolve("bert-tiny"), model);
            Files.delete(model.resolve(missing));
        }
        assertThat(code(() -> run(folder.resolve("run"), model, "longest", event -> {})))
                .isEqualTo(ErrorCode.DATA_UNAVAILABLE);
    }

    private static ErrorCode code(ThrowingCallable call) {
        return catchThrowableOfType(BakeoffException.class, call).code();
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }
}
