package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark of 6 data sets, 6 models, 5 folds and 3 seeds on worker processes. */
@Tag("endurance")
class BenchmarkEnduranceTest {

    private static final String MODELS = """
            "words": {"plugin": "bagofwords"},
            "fast": {"plugin": "fasttext", "config": {"embedding": 4}},
            "rnn": {"plugin": "simplernn", "config": {"embedding": 4, "hiddenUnits": [4]}},
            "lstm": {"plugin": "lstm", "config": {"embedding": 4, "hiddenUnits": [4], "dropout": 0.2}},
            "gru": {"plugin": "gru", "config": {"embedding": 4, "hiddenUnits": [4]}},
            "cnn": {"plugin": "textcnn", "config": {"embedding": 4, "filters": 4}}
            """;

    private static final String READ = "reading and encoding the dataset";

    @TempDir
    private Path folder;

    /** One run killed, one interrupted, and then to the end. */
    @Test
    void interruptedItGivesTheSameAndNothingIsDoneTwice() throws Exception {
        Files.writeString(
                folder.resolve("grid.json"),
                "{\"datasets\": {"
                        + String.join(
                                ", ",
                                IntStream.rangeClosed(1, 6)
                                        .mapToObj(dataset -> "\"set" + dataset
                                                + "\": {\"plugin\": \"synthetic\", \"config\": {\"train\": 60, \"length\": 28, \"seed\": "
                                                + dataset + "}}")
                                        .toList())
                        + "}, \"split\": {\"folds\": 5}, \"models\": {" + MODELS
                        + "}, \"training\": {\"epochs\": 1, \"seeds\": [1, 2, 3], \"device\": \"cpu\", \"threads\": 1},"
                        + " \"evaluators\": [{\"plugin\": \"accuracy\"}]}");
        Ran whole = start("whole").end();
        assertThat(whole.code()).as(whole.err()).isZero();
        assertThat(whole.err()).contains("run 30 of 30: set6-fold5, about ");
        assertThat(count(whole.err(), READ))
                .as("each fold has a vocabulary of its own")
                .isEqualTo(30);

        Ran.Running killed = start("resumed");
        killed.awaitWords("run 7 of 30");
        killed.process().destroyForcibly().waitFor();
        Ran.Running interrupted = start("resumed");
        interrupted.awaitWords("run 19 of 30");
        interrupted.process().destroy();
        Ran stopped = interrupted.end();
        assertThat(stopped.code()).as(stopped.err()).isEqualTo(130);
        assertThat(stopped.err()).contains("the same command resumes the benchmark");
        Ran last = start("resumed").end();

        assertThat(last.code()).as(last.err()).isZero();
        assertThat(last.out()).isEqualTo(whole.out().replace("/whole", "/resumed"));
        assertThat(count(last.err(), "-[123]  done, ")).isLessThan(13 * 18);
        assertThat(results("whole")).hasSize(6 * 6 * 5 * 3).isEqualTo(results("resumed"));
        for (Path trial : results("whole")) {
            for (String file : List.of("predictions.csv", "result.json", "model/weights.safetensors")) {
                assertThat(folder.resolve("resumed").resolve(trial).resolve(file))
                        .hasSameBinaryContentAs(
                                folder.resolve("whole").resolve(trial).resolve(file));
            }
        }
    }

    private static long count(String text, String pattern) {
        return text.lines().filter(line -> line.matches(".*" + pattern + ".*")).count();
    }

    private List<Path> results(String out) throws IOException {
        Path place = folder.resolve(out);
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(file -> file.endsWith("result.json"))
                    .map(file -> place.relativize(file.getParent()))
                    .sorted()
                    .toList();
        }
    }

    private Ran.Running start(String out) throws IOException {
        return Ran.start(
                folder,
                Map.of("BAKEOFF_CACHE", folder.resolve("cache-" + out).toString(), "HOME", folder.toString()),
                Ran.bakeoff(List.of(), List.of("run", "grid.json", "--out", out, "--workers", "2")));
    }
}
