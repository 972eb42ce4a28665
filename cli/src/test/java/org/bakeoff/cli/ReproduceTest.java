package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a run gives the same again. */
class ReproduceTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "text", "config": {"train": "texts.csv", "test": 0.4, "length": 8}},
             "models": {"words": {"plugin": "bagofwords"}, "rnn": {"plugin": "simplernn", "config": {"embedding": 4, "hiddenUnits": [4]}}},
             "training": {"epochs": 20, "batchSize": 8, "learningRate": 0.01, "device": "cpu", "threads": 1}, "evaluators": [{"plugin": "accuracy"}]}
            """;

    /** With the texts, and a run that each test has a copy of. */
    @TempDir
    private static Path shared;

    @TempDir
    Path folder;

    @BeforeAll
    static void run() throws IOException {
        Files.writeString(shared.resolve("texts.csv"), texts(200, ""));
        Files.writeString(shared.resolve("spec.json"), SPEC);
        Ran ran = Ran.here(shared, "run", "./spec.json", "--out", "./run", "--workers", "0");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @BeforeEach
    void copy() throws IOException {
        Path run = shared.resolve("run");
        try (Stream<Path> files = Files.walk(run)) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, folder.resolve("run").resolve(run.relativize(file).toString()));
            }
        }
    }

    private static String texts(int count, String more) {
        StringBuilder csv = new StringBuilder("text,label\n");
        for (int index = 0; index < count; index++) {
            String word = index % 2 == 0 ? "good" : "bad";
            csv.append("number ")
                    .append(index * 7919 % 1000)
                    .append(" is ")
                    .append(word)
                    .append(more);
            // One in ten is labelled wrong, so that no model is right about all.
            csv.append(',')
                    .append((index % 2 == 0) == (index % 10 != 0) ? "yes" : "no")
                    .append('\n');
        }
        return csv.toString();
    }

    @Test
    void theSameIsIdenticalAndTheRunStaysAsItIs() throws Exception {
        String before = Files.readString(folder.resolve("run/run.json"));
        Ran ran = bakeoff("reproduce", "./run", "--workers", "0");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out()).startsWith("Identical: ").hasLineCount(1);
        assertThat(folder.resolve("run/run.json")).hasContent(before);
    }

    /** The spec alone says how to train again, so that a changed one stands for whatever else may change a result. */
    @Test
    void theSameButForItsLastDigitsIsEquivalentWithinAMargin() throws Exception {
        change("\"learningRate\" : 0.01", "\"learningRate\" : 0.010001");
        Ran ran = bakeoff("reproduce", "./run", "--out", "./again", "--margin", "0.2", "--workers", "0");

        assertThat(ran.code()).as(ran.err() + ran.out()).isZero();
        assertThat(ran.out())
                .startsWith("Equivalent: ")
                .contains("words-1, rnn-1", "words and words-of-again", "rnn and rnn-of-again")
                .hasLineCount(4);
        assertThat(folder.resolve("again/comparison.json")).exists();
    }

    /** Eighty test examples can't show that a difference is below a point, even if there was none on them. */
    @Test
    void whatIsNotSignificantIsNotEquivalent() throws Exception {
        change("\"learningRate\" : 0.01", "\"learningRate\" : 0.010001");
        Ran ran = bakeoff("reproduce", "./run", "--workers", "0");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith("Undecided: ").contains("words-1, rnn-1", "words and words-of-run");
    }

    @Test
    void aMarginIsPositive() throws Exception {
        Ran ran = bakeoff("reproduce", "./run", "--margin", "0");

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).startsWith("--margin must be above 0, found 0.0");
    }

    @Test
    void aModelThatIsWorseThanItWasIsDifferent() throws Exception {
        change("\"learningRate\" : 0.01", "\"learningRate\" : 0.000000001");
        Ran ran = bakeoff("reproduce", "./run", "--workers", "0");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).startsWith("Different: ").contains("words-1, rnn-1", "words outperforms words-of-run");
    }

    @Test
    void otherDataIsNotTrainedOn() throws Exception {
        Files.writeString(shared.resolve("texts.csv"), texts(200, " indeed"));
        Ran ran = bakeoff("reproduce", "./run", "--workers", "0");
        Files.writeString(shared.resolve("texts.csv"), texts(200, ""));

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("texts.csv", "\nDifferent: ").hasLineCount(3);
        assertThat(ran.err()).doesNotContain("epoch", "Exception");
    }

    @Test
    void whatIsNoRunIsNamed() throws Exception {
        Ran ran = bakeoff("reproduce", "./nowhere");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .endsWith(
                        "nowhere is no run directory: there is no such folder. Name the folder that a run made, such as runs/NAME.\n");
    }

    @Test
    void anEvaluatorWhoseFiguresAreOthersEachTimeIsNamedByThem() throws Exception {
        CompiledPlugin.jar(folder, "org.bakeoff.api.Evaluator", "Drawn", """
                import java.util.List;
                import java.util.Random;
                import org.bakeoff.api.*;

                public class Drawn implements Evaluator<Drawn.Config> {
                    public record Config() {}
                    public String name() { return "drawn"; }
                    public String description() { return "the share that is right of examples drawn at random"; }
                    public Config defaults() { return new Config(); }
                    public List<Finding> evaluate(Config config, Comparison comparison) {
                        return List.of(Metric.of("drawnShare", "Share", true, (labels, predictions) -> weights -> {
                            Random random = new Random();
                            double right = 0;
                            for (int i = 0; i < labels.length; i++) {
                                right += random.nextBoolean() && predictions.predicted(i) == labels[i] ? weights[i] : 0;
                            }
                            return right;
                        }));
                    }
                }
                """);
        Files.copy(shared.resolve("texts.csv"), folder.resolve("texts.csv"));
        Files.writeString(
                folder.resolve("spec.json"),
                SPEC.replace("{\"plugin\": \"accuracy\"}", "{\"plugin\": \"accuracy\"}, {\"plugin\": \"drawn\"}"));
        Ran run = bakeoff("run", "./spec.json", "--out", "./drawn", "--plugins", "./mine", "--workers", "0");
        assertThat(run.code()).as(run.err()).isZero();

        Ran ran = bakeoff("reproduce", "./drawn", "--plugins", "./mine", "--workers", "0");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err())
                .contains(
                        "comparison.json has other figures than its predictions give: drawnShare. If an evaluator may");
    }

    private void change(String from, String to) throws IOException {
        Path spec = folder.resolve("run/spec.json");
        String text = Files.readString(spec);
        assertThat(text).contains(from);
        Files.writeString(spec, text.replace(from, to));
        // As an earlier version wrote it, which kept no checksums: else the change is refused.
        Path run = folder.resolve("run/run.json");
        Files.writeString(
                run,
                Files.readString(run)
                        .replaceFirst("\\s*\"spec\" : \"[0-9a-f]{64}\",", "")
                        .replaceFirst(",\\s*\"checksum\" : \"[0-9a-f]+\"", ""));
    }

    private Ran bakeoff(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }
}
