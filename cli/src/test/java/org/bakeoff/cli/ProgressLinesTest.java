package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.training.progress.Epoch;
import org.bakeoff.training.progress.Progress;
import org.bakeoff.training.progress.Progress.SeedsCompared.Goal;
import org.bakeoff.training.progress.Progress.SeedsCompared.Open;
import org.junit.jupiter.api.Test;

/** Holds the line of every event; other tests look for what it is about. */
class ProgressLinesTest {

    /** These are drawn as they come, or not at all. */
    private static final Set<Class<?>> WITHOUT_LINE = Set.of(
            Progress.Downloading.class,
            Progress.Comparing.class,
            Progress.Evaluating.class,
            Progress.TrialKept.class,
            Progress.TrialStarted.class,
            Progress.BatchTrained.class,
            Progress.EpochEnded.class,
            Progress.Predicting.class);

    private final Map<Progress, String> lines = new LinkedHashMap<>();

    @Test
    void everyEventHasALine() {
        lines.put(new Progress.Encoding("reviews"), "reading and encoding the dataset reviews");
        lines.put(new Progress.EncodingFor("char-cnn"), "encoding the texts for char-cnn");
        lines.put(new Progress.RunStarted("sms-100", 1, 1_000, OptionalDouble.empty()), "run 1 of 1,000: sms-100");
        lines.put(
                new Progress.RunStarted("sms-100", 2, 1_000, OptionalDouble.of(5_400)),
                "run 2 of 1,000: sms-100, about 90 min left");
        lines.put(new Progress.RunFailed("sms-100", "no\u001b file"), "sms-100  FAILED: no? file");
        lines.put(
                new Progress.DataReady("reviews", 24_000, 1_000, 25_000, true, 0.5),
                "dataset reviews: 24,000 training, 1,000 validation, 25,000 test examples (cached)");
        lines.put(new Progress.TrialsPlanned(6, 2), "6 trials, 2 at a time in worker processes");
        lines.put(
                new Progress.ConfigurationsKept("rnn", 3, 4, 12),
                "rnn: the best 4 of 12 configurations continue after 3 epochs");
        lines.put(
                new Progress.ConfigurationSelected("rnn", 2, 4, Map.of("/models/rnn/config/dropout", "0.1")),
                "rnn: configuration 2 of 4 is selected by the validation examples: dropout 0.1");
        lines.put(
                new Progress.Confirming(3),
                "selected configurations are trained with fresh seeds and tested: 3 trials");
        lines.put(
                new Progress.PluginReplaced("/plugins/rnn.jar", "12ab", "34cd", true),
                "the plugin /plugins/rnn.jar was replaced while the run used it (SHA-256 12ab, now 34cd); the run used a"
                        + " copy of the first one throughout");
        lines.put(
                new Progress.PluginReplaced("/lib/rnn.jar", "12ab", null, false),
                "the plugin /lib/rnn.jar was removed while the run used it (SHA-256 12ab); the results may be those of"
                        + " both, so run again");
        lines.put(
                new Progress.TrialResumed("rnn-1", 3, 1_200),
                "rnn-1  resumes from its checkpoint, in epoch 3 after 1,200 batches");
        lines.put(new Progress.TrialWarned("rnn-1\u001b", "starts\u001b over\n"), "rnn-1? starts? over ");
        lines.put(new Progress.TrialRetried("rnn-1", "it\u001b broke"), "rnn-1 failed: it? broke; retrying");
        lines.put(new Progress.TrialEnded("rnn-1", 61), "rnn-1  done, trained for 1 min 1 s");
        lines.put(new Progress.TrialFailed("rnn-1", "it broke"), "rnn-1  FAILED: it broke");
        lines.put(
                seeds(Map.of("rnn", 3), Goal.VERDICT, List.of(open("rnn")), List.of("rnn")),
                "after 3 seeds each: rnn - b undecided (1.0 points, -2.0 to 4.0); adding a seed to rnn");
        Map<String, Integer> different = new LinkedHashMap<>();
        different.put("rnn", 3);
        different.put("b", 4);
        lines.put(
                seeds(
                        different,
                        Goal.NARROW_INTERVAL,
                        List.of(open("a"), open("c"), open("d"), open("e")),
                        List.of("rnn", "b")),
                "after rnn 3, b 4 seeds: a - b not precise enough (1.0 points, -2.0 to 4.0), c - b not precise enough"
                        + " (1.0 points, -2.0 to 4.0), d - b not precise enough (1.0 points, -2.0 to 4.0) and 1 more;"
                        + " adding a seed to rnn, b");
        // No more may be added, which decides nothing.
        lines.put(
                seeds(
                        Map.of("rnn", 20),
                        Goal.VERDICT,
                        List.of(new Open("rnn", "b", Double.NaN, Double.NaN, Double.NaN)),
                        List.of()),
                "after 20 seeds each: rnn - b undecided (no interval); no more seeds are added");
        lines.put(
                seeds(Map.of("rnn", 4), Goal.VERDICT, List.of(), List.of()),
                "after 4 seeds each: all decided; no more seeds are added");
        lines.put(
                seeds(Map.of("rnn", 5), Goal.NARROW_INTERVAL, List.of(), List.of()),
                "after 5 seeds each: all precise enough; no more seeds are added");

        assertThat(lines)
                .allSatisfy(
                        (event, line) -> assertThat(ProgressLines.line(event)).isEqualTo(Optional.of(line)));
        Set<Class<?>> held = lines.keySet().stream().map(Progress::getClass).collect(Collectors.toSet());
        assertThat(Arrays.stream(Progress.class.getDeclaredClasses())
                        .filter(kind -> kind.isRecord() && !WITHOUT_LINE.contains(kind)))
                .containsExactlyInAnyOrderElementsOf(held);
    }

    @Test
    void trialsThatWereDoneBeforeAreCounted() {
        Progress started = new Progress.TrialStarted("rnn-3", "rnn", List.of(), 1, 1);
        assertThat(shown(
                        new Progress.RunStarted("near", 1, 2, OptionalDouble.empty()),
                        new Progress.TrialsPlanned(2, 0),
                        new Progress.TrialKept("rnn-1"),
                        new Progress.TrialKept("rnn-2"),
                        new Progress.RunStarted("far", 2, 2, OptionalDouble.empty()),
                        new Progress.TrialsPlanned(5, 0),
                        new Progress.TrialKept("rnn-1"),
                        new Progress.TrialKept("rnn-2"),
                        started,
                        new Progress.TrialKept("rnn-4"),
                        new Progress.TrialEnded("rnn-3", 1)))
                .containsExactly(
                        "run 1 of 2: near",
                        "2 of 2 trials were done before",
                        "run 2 of 2: far",
                        "2 of 5 trials were done before",
                        "1 more trial was done before",
                        "rnn-3  done, trained for 1.0 s");
    }

    private static List<String> shown(Progress... events) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProgressLines display = new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8))) {
            for (Progress event : events) {
                display.accept(event);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void epochsAreNoFlood() {
        long[] second = new long[1];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProgressLines display = new ProgressLines(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> second[0] * 1_000_000_000L)) {
            for (int epoch = 1; epoch <= 25; epoch++) {
                second[0]++;
                for (String trial : List.of("a-1", "b-1")) {
                    display.accept(new Progress.EpochEnded(trial, new Epoch(epoch, 0.5, 0.75, null, null, 1, 100)));
                }
            }
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines().map(line -> line.replaceAll("  loss.*", "")))
                .containsExactly(
                        "a-1  epoch 1",
                        "b-1  epoch 3",
                        "a-1  epoch 11",
                        "b-1  epoch 13",
                        "a-1  epoch 21",
                        "b-1  epoch 23");
    }

    @Test
    void everyDownloadHasLines() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ProgressLines display =
                new ProgressLines(new PrintStream(bytes, true, StandardCharsets.UTF_8), System::nanoTime)) {
            for (String source : List.of("train.csv", "test.csv")) {
                for (int part = 1; part <= 4; part++) {
                    display.accept(new Progress.Downloading(source, part * 25L, 100));
                }
            }
        }

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "downloading train.csv  20%",
                        "downloading train.csv  50%",
                        "downloading train.csv  70%",
                        "downloading train.csv  100%",
                        "downloading test.csv  20%",
                        "downloading test.csv  50%",
                        "downloading test.csv  70%",
                        "downloading test.csv  100%");
    }

    private static Open open(String model) {
        return new Open(model, "b", 0.01, -0.02, 0.04);
    }

    private static Progress seeds(Map<String, Integer> seeds, Goal goal, List<Open> open, List<String> adding) {
        return new Progress.SeedsCompared(seeds, goal, true, open, adding);
    }
}
