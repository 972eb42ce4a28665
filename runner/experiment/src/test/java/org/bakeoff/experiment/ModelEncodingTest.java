package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.report.run.RunDifference;
import org.bakeoff.report.run.RunDifference.Subject;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.statistics.Budget;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that read the characters of texts, beside others that take the dataset's words. */
class ModelEncodingTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 80, "test": 40}},
             "models": {%s},
             "training": {"epochs": 2, "batchSize": 16, "learningRate": 0.05, "seeds": [3], "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    static final String WORDS = "\"words\": {\"plugin\": \"vectors\", \"config\": {\"kind\": \"masked\"}}";
    static final String LETTERS = letters("letters", 40);

    private static TestRun shared;

    @TempDir
    Path folder;

    private static String letters(String model, int length) {
        return "\"%s\": {\"plugin\": \"letters\", \"config\": {\"length\": %d}}".formatted(model, length);
    }

    @BeforeAll
    static void run(@TempDir Path shared) throws IOException {
        ModelEncodingTest.shared = TestRun.of(
                shared.resolve("run"),
                SPEC.formatted(String.join(", ", letters("few", 5), WORDS, LETTERS, letters("same", 40))));
    }

    private TestRun run(String name, String... models) throws IOException {
        return TestRun.of(folder.resolve(name), SPEC.formatted(String.join(", ", models)));
    }

    private static List<Progress> encodings(TestRun run) {
        return run.events().stream()
                .filter(Progress.EncodingFor.class::isInstance)
                .toList();
    }

    @Test
    void eachDistinctEncodingIsMadeOnceAndKept() throws IOException {
        assertThat(encodings(shared))
                .containsExactly(new Progress.EncodingFor("few"), new Progress.EncodingFor("letters"));
        try (Stream<Path> files = Files.list(shared.folder().resolveSibling("cache/encoded"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".bin"))).hasSize(3);
        }

        shared.copyTo(folder.resolve("run"));
        assertThat(encodings(run("again", WORDS, LETTERS))).isEmpty();
        assertThat(encodings(run("longer", letters("letters", 41)))).hasSize(1);
    }

    /** They don't see what the dataset's encoding truncated. */
    @Test
    void whatTheDatasetTruncatesIsNotSaidOfModelsThatReadWholeTexts() throws IOException {
        String spec = SPEC.replace("\"train\": 80", "\"train\": 80, \"length\": 2");
        assertThat(TestRun.of(folder.resolve("words"), spec.formatted(WORDS))
                        .result()
                        .conclusion()
                        .warnings())
                .hasAtLeastOneElementOfType(DataWarning.TruncatedExamples.class);
        assertThat(TestRun.of(folder.resolve("letters"), spec.formatted(LETTERS))
                        .result()
                        .conclusion()
                        .warnings())
                .doesNotHaveAnyElementsOfTypes(DataWarning.TruncatedExamples.class);
    }

    @Test
    void modelsWithoutOneAreTrainedAsEver() throws IOException {
        TestRun alone = run("alone", WORDS);
        for (String name : List.of("predictions.csv", "model/weights.safetensors", "trial.json")) {
            assertThat(alone.bytes("words-3", name)).as(name).isEqualTo(shared.bytes("words-3", name));
        }
        assertThat(alone.folder().resolve("data.json")).content().doesNotContain("encodings");
    }

    @Test
    void budgetsHaveTheTokensAndTheVocabularyOfEachModel() {
        Budget words = budget("words");
        Budget letters = budget("letters");
        assertThat(words.vocabulary().size()).isEqualTo(30);
        // Padding, unknown, the blank, "w" and ten digits.
        assertThat(letters.vocabulary().size()).isEqualTo(14);
        assertThat(letters.vocabulary())
                .isNotEqualTo(words.vocabulary())
                .isEqualTo(budget("same").vocabulary());
        assertThat(letters.tokens()).isGreaterThan(2 * words.tokens());
        assertThat(budget("few").tokens()).isLessThanOrEqualTo(2 * 5 * 80);
        assertThat(letters.splitSha256()).isEqualTo(words.splitSha256());
    }

    private static Budget budget(String model) {
        return shared.result().model(model).description().budget().orElseThrow();
    }

    @Test
    void textsArePredictedAsTheTrialsPredictedThem() throws IOException {
        TestRun run = shared.copyTo(folder.resolve("run"));
        List<String> texts = texts(run);
        deleteCache();
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            assertThat(trained.models()).containsExactly("few", "words", "letters", "same");
            for (String name : trained.models()) {
                List<Prediction> found = trained.model(name).predict(texts);
                List<double[]> expected =
                        List.copyOf(run.predictions(name + "-3").values());
                for (int text = 0; text < texts.size(); text++) {
                    assertThat(found.get(text).probabilities().get("class-1")).isEqualTo(expected.get(text)[0]);
                }
            }
            assertThat(tokens(trained.model("words"), "w1 w23")).containsExactly("w1", "w23");
            assertThat(tokens(trained.model("letters"), "w1 z3"))
                    .containsExactly("w", "1", " ", DatasetInfo.UNKNOWN, "3");
            assertThat(tokens(trained.model("few"), "w1 w23")).containsExactly("1", " ", "w", "2", "3");
        }
    }

    private static List<String> tokens(LoadedModel model, String text) {
        return model.explain(text).tokens().stream()
                .map(Explanation.Token::word)
                .toList();
    }

    private static List<String> texts(TestRun run) throws IOException {
        ExperimentServices services = ExperimentServices.withoutWorkers(
                List.of(), new CacheFolder(run.folder().resolveSibling("cache")), true);
        return List.copyOf(services.load(
                        services.specs().read(run.folder().resolve("spec.json"), List.of()), event -> {})
                .file()
                .test()
                .table()
                .texts());
    }

    private void deleteCache() throws IOException {
        org.bakeoff.io.RecursiveDeletion.of(folder.resolve("cache"));
    }

    @ParameterizedTest
    @CsvSource({"padding", "classes", "null", "buffer"})
    void anEncodingThatBreaksItsContractIsTheFaultOfItsPlugin(String fault) {
        String model = LETTERS.replace("40", "40, \"fault\": \"" + fault + "\"");
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("run", model))
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code)
                .withMessageContaining("the model plugin 'letters'");
    }

    @Test
    void aRunIsNotResumedAfterTheEncodingChanged() throws IOException {
        Path without = Files.writeString(folder.resolve("without"), "0");
        String model = LETTERS.replace("40", "40, \"without\": \"" + without + "\"");
        TestRun first = run("run", WORDS, model);
        assertThat(run("run", WORDS, model).events()).contains(new Progress.TrialKept("letters-3"));

        Files.writeString(without, "12");
        RunDirectoryInUseException refusal = Objects.requireNonNull(
                catchThrowableOfType(RunDirectoryInUseException.class, () -> run("run", WORDS, model)));
        assertThat(refusal.differences())
                .singleElement()
                .returns(Subject.DATA, RunDifference::subject)
                .returns("the encoding of letters", RunDifference::name);

        Files.delete(without);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run("run", WORDS, model))
                .returns(ErrorCode.DATA_UNAVAILABLE, BakeoffException::code);
        assertThat(first.file("letters-3", "predictions.csv")).exists();
    }

    /** Otherwise the saved weights would be asked about other token ids. */
    @Test
    void aModelIsNotAskedAfterItsEncodingChanged() throws IOException {
        Path without = Files.writeString(folder.resolve("without"), "0");
        String model = LETTERS.replace("40", "40, \"without\": \"" + without + "\"");
        TestRun run = run("run", WORDS, model);
        Path data = run.folder().resolve("data.json");
        compare("same", run);
        assertThat(folder.resolve("same/run.json")).content().contains("the encoding of letters");
        assertThat(new RunDirectory(folder.resolve("same")).data().infos())
                .isEqualTo(new RunDirectory(run.folder()).data().infos());

        Files.writeString(without, "12");
        assertCode(ErrorCode.ENCODING_CHANGED, () -> compare("changed", run));
        assertThat(folder.resolve("changed")).doesNotExist();
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            assertThat(trained.model("words").predict("w1")).isNotNull();
            assertCode(ErrorCode.ENCODING_CHANGED, () -> trained.model("letters"));
        }
        Files.writeString(data, Files.readString(data).replaceFirst("\"sha256\" *: *\"[0-9a-f]*\"", "\"other\": \"\""));
        assertCode(ErrorCode.RUN_DAMAGED, () -> TrainedRun.open(run.folder()));
    }

    @Test
    void aModelWhoseFilesAreMissingIsComparedByItsPredictions() throws IOException {
        Path without = Files.writeString(folder.resolve("without"), "0");
        TestRun run = run("run", WORDS, LETTERS.replace("40", "40, \"without\": \"" + without + "\""));
        Files.delete(without);

        ComparisonResult result = compare("again", run);
        assertThat(result.conclusion().warnings()).contains(new RunWarning.UnaskedModel("letters"));
        assertThat(result.model("letters").metrics())
                .isNotEmpty()
                .isEqualTo(run.result().model("letters").metrics());
        try (TrainedRun trained = TrainedRun.open(folder.resolve("again"))) {
            assertThat(trained.models()).containsExactly("words");
        }
        Files.writeString(without, "0");
        assertThat(compare("later", new TestRun(folder.resolve("again"), result, List.of()))
                        .model("letters")
                        .trials())
                .hasSize(1);
    }

    private ComparisonResult compare(String name, TestRun... runs) {
        return TestRun.compare(
                Stream.of(runs).map(TestRun::folder).toList(), folder.resolve(name), folder.resolve("cache"));
    }

    private static void assertCode(ErrorCode code, ThrowingCallable call) {
        assertThatExceptionOfType(BakeoffException.class).isThrownBy(call).returns(code, BakeoffException::code);
    }

    @Test
    void nothingIsKeptOfAnEncodingThatChangesWhileItIsUsed() throws IOException {
        Path without = Files.writeString(folder.resolve("without"), "0");
        String model = LETTERS.replace("40", "40, \"fault\": \"changing\", \"without\": \"" + without + "\"");
        assertCode(ErrorCode.ENCODING_CHANGED, () -> run("run", model));
        try (Stream<Path> files = Files.list(folder.resolve("cache/encoded"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".bin"))).hasSize(1);
        }
    }

    /** The file stands for pretrained weights, which each trial reads. */
    @Test
    void trialsFailAfterTheEncodingChanged() throws IOException {
        Path without = Files.writeString(folder.resolve("without"), "0");
        String model = LETTERS.replace("40", "40, \"without\": \"" + without + "\"");
        ComparisonResult result = Experiment.builder()
                .spec(SPEC.formatted(WORDS + ", " + model).replace("[3]", "[3, 4]"))
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run(event -> {
                    if (event instanceof Progress.TrialEnded ended
                            && ended.trial().equals("letters-3")) {
                        BakeoffException.reporting(() -> Files.writeString(without, "12"));
                    }
                });
        assertThat(result.model("letters").trials())
                .extracting(ModelResult.Trial::status)
                .containsExactly(ModelResult.Status.DONE, ModelResult.Status.FAILED);
        assertThat(result.model("words").trials())
                .extracting(ModelResult.Trial::status)
                .containsExactly(ModelResult.Status.DONE, ModelResult.Status.DONE);
    }

    @Test
    void runsWithDifferentEncodingsOfTheSameExamplesAreCompared() throws IOException {
        TestRun first = run("first", WORDS, LETTERS);
        TestRun second = run("second", letters("letters", 5));
        compare("both", first, second);

        try (TrainedRun trained = TrainedRun.open(folder.resolve("both"));
                TrainedRun own = TrainedRun.open(second.folder())) {
            assertThat(trained.models()).containsExactly("words", "letters", "letters-of-second");
            assertThat(trained.model("letters-of-second").predict("w1 w22 w3"))
                    .isEqualTo(own.model("letters").predict("w1 w22 w3"))
                    .isNotEqualTo(trained.model("letters").predict("w1 w22 w3"));
        }
    }

    @Test
    void aSearchMayChooseTheLength() throws IOException {
        String spec = SPEC.formatted(LETTERS)
                .replace(
                        "\"training\"",
                        "\"search\": {\"space\": {\"/models/letters/config/length\": [5, 30]}}, \"training\"");
        TestRun run = TestRun.of(folder.resolve("run"), spec);
        assertThat(encodings(run)).hasSize(2);
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            List<double[]> expected = List.copyOf(run.predictions(trained.model("letters")
                            .trial()
                            .replace(
                                    "letters-",
                                    "letters-" + run.result().searches().get(0).selected() + "-"))
                    .values());
            assertThat(trained.model("letters")
                            .predict(texts(run).get(0))
                            .probabilities()
                            .get("class-1"))
                    .isEqualTo(expected.get(0)[0]);
        }
    }

    /** A worker process is started, which takes some seconds. */
    @Tag("endurance")
    @Test
    void workersPredictTheSame() throws IOException {
        TestRun run = TestRun.of(folder.resolve("run"), SPEC.formatted(WORDS + ", " + LETTERS), 2);
        for (String trial : List.of("words-3", "letters-3")) {
            assertThat(run.bytes(trial, "predictions.csv")).isEqualTo(shared.bytes(trial, "predictions.csv"));
        }
    }
}
