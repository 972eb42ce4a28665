package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.testplugins.AverageProvider;
import org.bakeoff.testplugins.ErrorRate;
import org.bakeoff.training.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data, models and evaluators that an application makes itself. */
class InstancesTest {

    @TempDir
    private Path folder;

    @Test
    void anotherContentIsNotResumedAndNotTakenFromTheCache() {
        Memory memory = new Memory(examples(0));
        ComparisonResult first = experiment("run", memory).run();
        assertThat(events(experiment("run", memory))).hasAtLeastOneElementOfType(Progress.TrialKept.class);

        memory.splits = examples(1);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(experiment("run", memory)::run)
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code);
        ComparisonResult other = experiment("other", memory).run();
        assertThat(first.dataset().description().classes()).containsExactly("class-0", "class-1");
        assertThat(other.dataset().description().classes()).containsExactly("class-0", "other");
        try (TrainedRun run = TrainedRun.open(folder.resolve("other"), List.of(), List.of(memory, new Own()))) {
            assertThat(run.model("own").predict("w1").label()).isIn(run.classes());
        }
    }

    @Test
    void examplesInMemoryAreIdentifiedByTheirContent() {
        Experiment first = inMemory("run", examples(0)).build();
        first.run();
        assertThat(events(inMemory("run", examples(0)).build())).hasAtLeastOneElementOfType(Progress.TrialKept.class);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(inMemory("run", examples(1)).build()::run)
                .returns(ErrorCode.RUN_DIRECTORY_OCCUPIED, BakeoffException::code);
    }

    @Test
    void instancesNeedNoServicesFile() throws Exception {
        ComparisonResult result = inMemory("run", examples(0))
                .evaluator(new Count(), new Nothing())
                .build()
                .runAsync(event -> {})
                .get();
        assertThat(result.complete()).isTrue();
        assertThat(result.models()).extracting(model -> model.name()).containsExactly("own");
        assertThat(result.metrics().all()).extracting(metric -> metric.name()).contains("errorRate", "count");
    }

    @Test
    void aModelThatIsAnInstanceIsTrainedInThisProcess() {
        assertThatIllegalStateException()
                .isThrownBy(inMemory("run", examples(0)).workers(2)::build);
    }

    @Test
    void cancellingAnAsynchronousRunEndsIt() throws Exception {
        CountDownLatch training = new CountDownLatch(1);
        CompletableFuture<ComparisonResult> run = inMemory("run", examples(0))
                .training(settings -> settings.epochs(1_000_000))
                .build()
                .runAsync(event -> {
                    if (event instanceof Progress.EpochEnded) {
                        training.countDown();
                    }
                });
        training.await();
        run.cancel(true);
        assertThatExceptionOfType(CancellationException.class).isThrownBy(run::join);
        // The run directory is free again when the run has written its checkpoint.
        ErrorCode code = ErrorCode.RUN_DIRECTORY_IN_USE;
        while (code == ErrorCode.RUN_DIRECTORY_IN_USE) {
            code = refusal(inMemory("run", examples(1)).build());
        }
        assertThat(code).isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
    }

    /** As in Kotlin, where no compiler asks for a catch. */
    @Test
    void aCheckedExceptionOfAListenerEndsAnAsynchronousRun() {
        IOException own = new IOException("disk full");
        CompletableFuture<ComparisonResult> run = inMemory("run", examples(0))
                .build()
                .runAsync(event -> {
                    throw InstancesTest.<RuntimeException>unchecked(own);
                });
        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> run.get(2, TimeUnit.MINUTES))
                .withCause(own);
    }

    /** Sums depend on the number of threads in their last digits, so that the predictions would be others. */
    @Test
    void aModelThatAListenerAsksLeavesTheTrainingItsThreads() {
        Memory memory = new Memory(examples(0));
        builder("two")
                .dataset(memory, new Nothing())
                .training(training -> training.threads(2))
                .build()
                .run();
        Set<Integer> threads = new HashSet<>();
        Own counting = new Own(threads);
        try (TrainedRun two = TrainedRun.open(folder.resolve("two"), List.of(), List.of(memory, new Own()))) {
            builder("one", counting)
                    .dataset(examples(0))
                    .training(training -> training.threads(1).epochs(3))
                    .build()
                    .run(event -> {
                        if (event instanceof Progress.EpochEnded) {
                            assertThat(two.models()).containsExactly("own");
                            two.model("own").predict(List.of());
                        }
                    });
        }
        assertThat(threads).containsExactly(1);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    private static ErrorCode refusal(Experiment experiment) {
        try {
            experiment.run();
            throw new AssertionError("it was not refused");
        } catch (BakeoffException e) {
            return e.code();
        }
    }

    /** As of events or genes: what has no text can't have an equal one. */
    @Test
    void examplesWithoutTextsAreComparedAsDifferentOnes() {
        DataSplits some = examples(0);
        ComparisonResult result = inMemory(
                        "run", new DataSplits(some.info(), withoutTexts(some.train()), withoutTexts(some.test())))
                .build()
                .run();

        assertThat(result.dataset().clusters()).isEqualTo(20);
        assertThat(result.model("own").measured("errorRate").missing()).isEmpty();
        assertThat(result.dataset().checks())
                .filteredOn(check -> check.what().kind() == DataCheck.Kind.TEXTS_IN_TRAINING_SET)
                .extracting(DataCheck::count)
                .containsExactly(0L);
    }

    private static List<Example> withoutTexts(List<Example> examples) {
        return examples.stream()
                .map(one -> new Example(one.id(), one.tokens(), one.label(), "", one.group(), one.attributes()))
                .toList();
    }

    private List<Progress> events(Experiment experiment) {
        List<Progress> events = new ArrayList<>();
        experiment.run(events::add);
        return events;
    }

    private Experiment experiment(String name, Memory memory) {
        return builder(name).dataset(memory, new Nothing()).build();
    }

    private ExperimentBuilder inMemory(String name, DataSplits splits) {
        return builder(name).dataset(splits);
    }

    private ExperimentBuilder builder(String name) {
        return builder(name, new Own());
    }

    private ExperimentBuilder builder(String name, Own model) {
        return Experiment.builder()
                .name("instances")
                .model("own", model, new AverageProvider.Config(0))
                .training(training -> training.epochs(1).device("cpu").validation(0))
                .evaluator(new ErrorRate(), new ErrorRate.Config())
                .out(folder.resolve(name))
                .cache(folder.resolve("cache"));
    }

    private static DataSplits examples(int kind) {
        DatasetInfo info =
                new DatasetInfo(List.of("class-0", kind == 0 ? "class-1" : "other"), List.of("", "w1", "w2", "w3"), 4);
        return new DataSplits(info, examples("train", 40), examples("test", 20));
    }

    private static List<Example> examples(String set, int count) {
        return IntStream.range(0, count)
                .mapToObj(index -> new Example(
                        set + "-" + index,
                        new int[] {3, 1 + index % 2},
                        index % 2,
                        set + " " + index,
                        set + "-" + index,
                        Map.of()))
                .toList();
    }

    /** A configuration without keys. */
    private record Nothing() {}

    /** A dataset that opens nothing and says nothing of its content. */
    private static final class Memory implements Dataset<Nothing> {

        private DataSplits splits;

        Memory(DataSplits splits) {
            this.splits = splits;
        }

        @Override
        public String name() {
            return "memory";
        }

        @Override
        public String description() {
            return "what the test holds";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public DataSplits load(Nothing config, DataContext context) {
            return splits;
        }

        @Override
        public Optional<TextEncoder> encoder(Nothing config, DatasetInfo data) {
            return Optional.of(text -> {
                int word = data.vocabulary().indexOf(text);
                return word >= 0
                        ? new int[] {word}
                        : new int[] {3, 1 + Integer.parseInt(text.replaceFirst(".* ", "")) % 2};
            });
        }
    }

    /** A model that no services file names. */
    private static final class Own implements ModelProvider<AverageProvider.Config> {

        private final AverageProvider average = new AverageProvider();
        private final Set<Integer> threads;

        Own() {
            this(new HashSet<>());
        }

        /** Takes what gets the numbers of PyTorch's threads whenever its models are run. */
        Own(Set<Integer> threads) {
            this.threads = threads;
        }

        @Override
        public String name() {
            return "own";
        }

        @Override
        public String description() {
            return "the average, by another name";
        }

        @Override
        public AverageProvider.Config defaults() {
            return average.defaults();
        }

        @Override
        public Block create(AverageProvider.Config config, DatasetInfo data) {
            return new SequentialBlock()
                    .add(ids -> {
                        threads.add(JniUtils.getNumThreads());
                        return ids;
                    })
                    .add(average.create(config, data));
        }
    }

    /** An evaluator that no services file names. */
    private static final class Count implements Evaluator<Nothing> {

        @Override
        public String name() {
            return "count";
        }

        @Override
        public String description() {
            return "counts class 1";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public List<Finding> evaluate(Nothing config, Comparison comparison) {
            return List.of(Metric.rate(
                    "count", "Count", true, (label, predictions, example) -> predictions.predicted(example)));
        }
    }
}
