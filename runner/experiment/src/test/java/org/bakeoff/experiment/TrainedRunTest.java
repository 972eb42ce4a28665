package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.spec.SpecException;
import org.bakeoff.training.engine.EngineLock;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models of a run, asked about texts. */
class TrainedRunTest {

    static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 80, "test": 60, "classes": %d}},
             "models": {"reader": {"plugin": "vectors", "config": {"kind": "recurrent"}}, "mean": {"plugin": "mean"}%s},
             "training": {"epochs": 2, "batchSize": 16, "learningRate": 0.05, "padding": "%s", "seeds": [4, 2],
                          "device": "cpu"},
             "evaluators": [{"plugin": "error-rate"}]}
            """;

    /** Two classes, padded to the longest. */
    private static TestRun two;

    /** Three classes, padded to the longest. */
    private static TestRun three;

    @TempDir
    Path folder;

    @BeforeAll
    static void runs(@TempDir Path shared) throws IOException {
        two = TestRun.of(shared.resolve("two/run"), SPEC.formatted(2, "", "longest"));
        three = TestRun.of(shared.resolve("three/run"), SPEC.formatted(3, "", "longest"));
    }

    @Test
    void aRunThatTakesThePlaceOfAnOpenOneIsNotMistakenForIt() throws IOException {
        Path run = two.copyTo(folder.resolve("run")).folder();
        try (TrainedRun opened = TrainedRun.open(run)) {
            opened.model("mean", 4);
            RecursiveDeletion.of(run);
            TestRun.of(run, SPEC.formatted(2, "", "longest"));
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> opened.model("mean", 2))
                    .returns(ErrorCode.RUN_DIRECTORY_LOST, BakeoffException::code)
                    .withMessage("another run has replaced the one in " + run + " since it was opened. Open it again.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpu:99999999999", "banana", ""})
    void anOddDeviceIsNoFaultOfAPlugin(String device) throws IOException {
        TestRun run = two.copyTo(folder.resolve("run"));
        Path file = run.file("mean-4", "trial.json");
        Files.writeString(file, Files.readString(file).replace("\"cpu\"", "\"" + device + "\""));
        try (TrainedRun opened = TrainedRun.open(run.folder())) {
            assertThatExceptionOfType(BakeoffException.class)
                    .isThrownBy(() -> opened.model("mean", 4))
                    .returns(ErrorCode.RUN_DAMAGED, BakeoffException::code);
        }
    }

    @ParameterizedTest
    @CsvSource({"fixed, 2", "longest, 3"})
    void theTestExamplesTextsArePredictedAsTheTrialPredictedThem(String padding, int classes) throws IOException {
        TestRun run = padding.equals("longest")
                ? three.copyTo(folder.resolve("run"))
                : run("run", SPEC.formatted(classes, "", padding));
        List<String> texts = texts();
        // Nothing but the run directory is left, and that elsewhere.
        deleteCache();
        Path moved = Files.move(run.folder(), folder.resolve("moved"));
        List<double[]> expected = List.copyOf(new TestRun(moved, run.result(), List.of())
                .predictions("reader-4")
                .values());

        try (TrainedRun trained = TrainedRun.open(moved)) {
            assertThat(trained.models()).containsExactly("reader", "mean");
            assertThat(trained.seeds("reader")).containsExactly(4L, 2L);
            LoadedModel model = trained.model("reader");
            assertThat(model.trial()).isEqualTo("reader-4");
            assertThat(trained.model("reader", 4)).isSameAs(model);
            assertThat(trained.model("reader", 2).seed()).isEqualTo(2);

            List<Prediction> bulk = model.predict(texts);
            for (int text = 0; text < texts.size(); text++) {
                double[] row = expected.get(text);
                Prediction found = bulk.get(text);
                assertThat(found.probabilities().keySet()).containsExactlyElementsOf(trained.classes());
                for (int index = 0; index < classes; index++) {
                    double probability = classes == 3 ? row[index] : index == 1 ? row[0] : 1 - row[0];
                    assertThat(found.probabilities().get("class-" + index)).isEqualTo(probability);
                    assertThat(found.probability()).isGreaterThanOrEqualTo(probability);
                }
                assertThat(found.probabilities().get(found.label())).isEqualTo(found.probability());
                assertThat(model.predict(texts.get(text)).probability()).isCloseTo(found.probability(), within(1e-6));
            }
        }
    }

    @Test
    void anyNumberOfThreadsGetTheSameAnswers() throws Exception {
        TestRun run = three.copyTo(folder.resolve("run"));
        List<String> texts = texts();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            LoadedModel reader = trained.model("reader");
            List<Prediction> bulk = reader.predict(texts);
            List<Prediction> single = texts.stream().map(reader::predict).toList();
            List<Explanation> explained = texts.stream().map(reader::explain).toList();

            List<Future<List<Prediction>>> bulks = new ArrayList<>();
            List<Future<Prediction>> singles = new ArrayList<>();
            List<Future<Explanation>> explanations = new ArrayList<>();
            for (int text = 0; text < texts.size(); text++) {
                String one = texts.get(text);
                singles.add(threads.submit(() -> trained.model("reader").predict(one)));
                bulks.add(threads.submit(() -> reader.predict(texts)));
                explanations.add(threads.submit(() -> reader.explain(one)));
            }
            // Training in this process at the same time changes nothing, here or there.
            TestRun meanwhile = run("meanwhile", SPEC.formatted(3, "", "longest"));

            for (int text = 0; text < texts.size(); text++) {
                assertThat(singles.get(text).get()).isEqualTo(single.get(text));
                assertThat(bulks.get(text).get()).isEqualTo(bulk);
                assertThat(explanations.get(text).get()).isEqualTo(explained.get(text));
            }
            assertThat(meanwhile.file("reader-2", "model/weights.safetensors"))
                    .hasSameBinaryContentAs(run.file("reader-2", "model/weights.safetensors"));
        } finally {
            threads.shutdownNow();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aListenerOpensAModelWhileAnotherThreadOpensOneOrClosesAll(boolean closing) throws Exception {
        TrainedRun trained = TrainedRun.open(three.folder());
        LoadedModel reader = trained.model("reader");
        Thread other = new Thread(() -> {
            if (closing) {
                trained.close();
            } else {
                trained.model("reader", 2);
            }
        });
        other.setDaemon(true);
        ExecutorService training = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        Future<LoadedModel> asked = training.submit(() -> {
            // As a listener has it that is called by a trial of this process.
            EngineLock turn = EngineLock.take();
            try {
                other.start();
                while (other.getState() != Thread.State.WAITING) {
                    Thread.onSpinWait();
                }
                assertThat(trained.model("reader")).isSameAs(reader);
                return trained.model("mean");
            } finally {
                turn.close();
            }
        });
        assertThat(asked.get(5, TimeUnit.MINUTES).name()).isEqualTo("mean");
        other.join();
        trained.close();
        training.shutdown();
    }

    /** The logit of such a model is linear in its vectors, so that what its tokens contribute sums to it. */
    @Test
    void anExplanationIsAboutTheLabelThatIsPredicted() throws IOException {
        TestRun run = run("run", """
                {"dataset": {"plugin": "parity", "config": {"train": 80, "test": 60}},
                 "models": {"linear": {"plugin": "vectors", "config": {"kind": "masked"}}, "mean": {"plugin": "mean"}},
                 "training": {"epochs": 2, "learningRate": 0.05, "device": "cpu"},
                 "evaluators": [{"plugin": "error-rate"}]}
                """);
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            LoadedModel model = trained.model("linear");
            List<String> labels = new ArrayList<>();
            for (String text : texts()) {
                Explanation explanation = model.explain(text + " unheard-of");
                labels.add(explanation.prediction().label());
                assertThat(explanation.prediction()).isEqualTo(model.predict(text));
                assertThat(String.join(
                                " ",
                                explanation.tokens().stream()
                                        .map(Explanation.Token::word)
                                        .toList()))
                        .isEqualTo(text);
                double logit = explanation.tokens().stream()
                        .mapToDouble(Explanation.Token::contribution)
                        .sum();
                assertThat(1 / (1 + Math.exp(-logit)))
                        .isCloseTo(explanation.prediction().probability(), within(1e-5));
            }
            assertThat(labels).contains("class-0", "class-1");
            assertThat(model.explains()).isTrue();

            assertThat(trained.model("mean").explains()).isFalse();
            assertUnusable(() -> trained.model("mean").explain("w1"));
            // The mean over no words.
            assertUnusable(() -> model.predict(""));
            assertThat(trained.model("mean").predict("").probability()).isBetween(0.5, 1.0);
            assertThat(trained.model("mean").predict(List.of())).isEmpty();
        }
    }

    @Test
    void aRunThatWasClosedAnswersNoMore() throws IOException {
        TrainedRun trained = TrainedRun.open(two.folder());
        LoadedModel model = trained.model("mean");
        trained.close();

        assertThatIllegalStateException().isThrownBy(() -> model.predict("w1")).withMessageContaining("closed");
        assertThatIllegalStateException()
                .isThrownBy(() -> trained.model("reader"))
                .withMessageContaining("closed");
    }

    @Test
    void onlyThePluginsThatAreAskedAreNeeded() throws IOException {
        TestRun run = two.copyTo(folder.resolve("run"));
        Path spec = run.folder().resolve("spec.json");
        // As from an earlier version, which kept no checksum of the spec.
        Files.delete(run.folder().resolve("run.json"));
        Files.writeString(
                spec, Files.readString(spec).replace("error-rate", "gone").replace("vectors", "gone"));
        Path trial = run.file("reader-4", "trial.json");
        Files.writeString(trial, Files.readString(trial).replace("vectors", "gone"));
        try (TrainedRun trained = TrainedRun.open(run.folder())) {
            assertThat(trained.model("mean").predict("w1").probability()).isBetween(0.5, 1.0);
            assertThatExceptionOfType(SpecException.class)
                    .isThrownBy(() -> trained.model("reader"))
                    .withMessageContainingAll(trial.toString(), "there is no model plugin 'gone'")
                    .withMessageNotContaining("there is no key");
        }
        Files.writeString(spec, Files.readString(spec).replace("parity", "parrity"));
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> TrainedRun.open(run.folder()))
                .withMessageContainingAll(spec.toString(), "/dataset/plugin", "did you mean 'parity'?");
    }

    @Test
    void whatIsNoRunOrWasChangedIsRefused() throws IOException {
        assertRefused(folder.resolve("nowhere"), "nowhere is no run directory: there is no such folder");
        assertRefused(folder, "is no run directory: it holds no data.json");
        TestRun run = two.copyTo(folder.resolve("run"));
        Path data = run.folder().resolve("data.json");
        String good = Files.readString(data);
        Files.delete(data);
        assertRefused(run.folder(), "is no run directory: it holds no data.json");

        for (String[] change : new String[][] {
            {"\"length\" : 12", "\"length\" : \"twelve\"", "at /length"},
            {"\"length\" : 12", "\"length\" : 0", "the length must be from 1"},
            {"\"length\" : 12", "\"length\" : 12, \"lenght\" : 12", "at /lenght"},
            {"\"length\" : 12,", "", "'length' is missing"},
            {"\"w3\"", "null", "damaged"},
            {"\"class-0\", ", "", "at least two classes"},
            {"\"reader\"", "\"../reader\"", "a trial can't be named '../reader-4'"},
            {"\"seed\" : 4", "\"seed\" : 2", "reader-2 twice"},
            {"{", "", "no JSON"},
        }) {
            assertThat(good).contains(change[0]);
            String changed = good.replaceFirst(java.util.regex.Pattern.quote(change[0]), change[1]);
            Files.writeString(data, changed);
            assertRefused(
                    run.folder(),
                    data.toString(),
                    "damaged",
                    change[2].equals("no JSON") ? change[2] : "checksum is wrong");
            // An earlier version kept none.
            Files.writeString(data, changed.replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]+\"", ""));
            assertRefused(run.folder(), data.toString(), "damaged", change[2]);
        }
        Files.delete(run.folder().resolve("spec.json"));
        Files.writeString(data, good);
        assertRefused(run.folder(), "spec.json: there is no such file");
    }

    static void assertUnusable(ThrowingCallable call) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(call)
                .returns(ErrorCode.MODEL_UNUSABLE, BakeoffException::code);
    }

    /** A comparison may have models that are not known to take the token ids of its own dataset: these can't be asked. */
    @Test
    void aComparisonHasTheModelsThatTakeItsTokens() throws IOException {
        String spec = SPEC.formatted(2, "", "longest");
        TestRun first = two.copyTo(folder.resolve("first"));
        TestRun same = run("same", spec.replace("\"epochs\": 2", "\"epochs\": 3"));
        // The same data by a dataset that says otherwise.
        Path source = Files.writeString(folder.resolve("source"), "1");
        TestRun other = run("other", spec.replace("\"test\": 60", "\"test\": 60, \"source\": \"" + source + "\""));
        Path all = folder.resolve("all");
        new RunComparison(
                        List.of(first.folder(), same.folder(), other.folder()),
                        all,
                        OptionalDouble.empty(),
                        List.of(),
                        new CacheFolder(folder.resolve("cache")),
                        false)
                .run(event -> {});

        assertThat(all.resolve("trials/mean-of-other-4")).isDirectory();
        try (TrainedRun trained = TrainedRun.open(all);
                TrainedRun own = TrainedRun.open(same.folder())) {
            assertThat(trained.models()).containsExactly("reader", "mean", "reader-of-same", "mean-of-same");
            assertThat(trained.model("mean-of-same").predict("w1 w2"))
                    .isEqualTo(own.model("mean").predict("w1 w2"))
                    .isNotEqualTo(trained.model("mean").predict("w1 w2"));
        }
    }

    private static void assertRefused(Path run, String... words) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> TrainedRun.open(run))
                .withMessageContainingAll(words);
    }

    private TestRun run(String name, String spec) throws IOException {
        return TestRun.of(folder.resolve(name), spec);
    }

    private List<String> texts() throws IOException {
        Path encoded;
        try (java.util.stream.Stream<Path> files = Files.list(folder.resolve("cache/encoded"))) {
            encoded = files.filter(file -> file.toString().endsWith(".bin"))
                    .findFirst()
                    .orElseThrow();
        }
        return EncodedFile.open(encoded).test().examples().stream()
                .map(example -> example.text())
                .toList();
    }

    private void deleteCache() throws IOException {
        try (java.util.stream.Stream<Path> files = Files.walk(folder.resolve("cache"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
