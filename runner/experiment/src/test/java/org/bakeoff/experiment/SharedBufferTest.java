package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.bakeoff.api.DataContext;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dataset whose encoder writes to one buffer, asked by several threads of an application. */
class SharedBufferTest {

    /** Nothing to configure. */
    public record Nothing() {}

    /** Its encoder isn't thread-safe. */
    public static final class Buffered implements Dataset<Nothing> {

        private final int[] buffer = new int[4];

        @Override
        public String name() {
            return "buffered";
        }

        @Override
        public String description() {
            return "has a buffer";
        }

        @Override
        public Nothing defaults() {
            return new Nothing();
        }

        @Override
        public DataSplits load(Nothing config, DataContext context) {
            DatasetInfo info = new DatasetInfo(List.of("no", "yes"), List.of("<padding>", "no", "yes"), 4);
            return new DataSplits(info, examples("a"), examples("b"));
        }

        private List<Example> examples(String set) {
            return IntStream.range(0, 20)
                    .mapToObj(index -> {
                        String text = text(index % 2);
                        return new Example(set + index, encode(text), index % 2, text, set + index, Map.of());
                    })
                    .toList();
        }

        private static String text(int label) {
            return label == 0 ? "0000" : "1111";
        }

        private int[] encode(String text) {
            for (int index = 0; index < buffer.length; index++) {
                buffer[index] = 1 + text.charAt(index) - '0';
                LockSupport.parkNanos(1_000);
            }
            return buffer.clone();
        }

        @Override
        public Optional<TextEncoder> encoder(Nothing config, DatasetInfo data) {
            return Optional.of(this::encode);
        }
    }

    @TempDir
    Path folder;

    @Test
    void severalThreadsGetTheAnswersThatOneGets() {
        Buffered plugin = new Buffered();
        Experiment.builder()
                .name("buffer")
                .dataset(plugin, new Nothing())
                .model("m", "mean")
                .training(training -> training.epochs(1))
                .out(folder.resolve("run"))
                .cache(folder.resolve("cache"))
                .build()
                .run();
        try (TrainedRun run = TrainedRun.open(folder.resolve("run"), List.of(), List.of(plugin))) {
            LoadedModel model = run.model("m");
            double[] alone = new double[] {
                answer(model, List.of(Buffered.text(0))).get(0),
                answer(model, List.of(Buffered.text(1))).get(0)
            };
            List<CompletableFuture<List<Double>>> threads = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                List<String> texts = Collections.nCopies(200, Buffered.text(thread % 2));
                threads.add(CompletableFuture.supplyAsync(() -> answer(model, texts)));
            }
            for (int thread = 0; thread < threads.size(); thread++) {
                assertThat(threads.get(thread).join()).allMatch(near(alone[thread % 2]));
            }
        }
    }

    private static Predicate<Double> near(double expected) {
        return found -> Math.abs(found - expected) < 1e-4;
    }

    private static List<Double> answer(LoadedModel model, List<String> texts) {
        return model.predict(texts).stream()
                .map(prediction -> prediction.probabilities().get("yes"))
                .toList();
    }
}
