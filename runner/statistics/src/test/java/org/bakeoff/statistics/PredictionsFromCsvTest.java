package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.ACCURACY;

import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.api.Test;

/** Predictions from predictions.csv files alone suffice for verdicts, on a class path without DJL, Jackson and Guice. */
class PredictionsFromCsvTest {

    private static final int SIZE = 200;

    @Test
    void nothingElseIsOnTheClassPath() {
        for (String name : List.of(
                "ai.djl.Model",
                "tools.jackson.databind.ObjectMapper",
                "com.fasterxml.jackson.annotation.JsonProperty",
                "com.google.inject.Guice")) {
            assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void modelsAreComparedRankedAndNamed() {
        ComparisonResult result = ModelComparison.compare(
                new ComparisonInput(
                        "from-csv",
                        new DatasetDescription("csv", 2, 0, List.of("no", "yes"), 1, "", 0),
                        new ComparisonInput.Training(List.of(1, 1), List.of(), List.of(), List.of()),
                        IntStream.range(0, SIZE)
                                .mapToObj(PredictionsFromCsvTest::example)
                                .toList(),
                        List.of(
                                model("words", true, csv(120), csv(124), csv(122)),
                                model("rnn", false, csv(150), csv(152), csv(154)),
                                model("lstm", false, csv(151), csv(155), csv(150))),
                        List.of(),
                        new ComparisonInput.Rules(
                                Optional.of("accuracy"),
                                OptionalInt.of(0),
                                OptionalDouble.empty(),
                                Looks.NONE,
                                Optional.empty())),
                List.of(Scores.MEAN, ACCURACY),
                EvaluatorGuard.none());

        assertThat(result.dataset().positive()).hasValue("no");
        assertThat(result.primaryMetric().orElseThrow().name()).isEqualTo("accuracy");
        assertThat(result.comparison("lstm", "words").verdict()).isEqualTo(Verdict.LEFT_BETTER);
        assertThat(result.comparison("words", "lstm").verdict()).isEqualTo(Verdict.RIGHT_BETTER);
        assertThat(result.comparison("words", "lstm").difference().value())
                .isEqualTo(-result.comparison("lstm", "words").difference().value());
        assertThat(result.comparisons()).isSameAs(result.comparisons());
        assertThat(result.comparison("rnn", "lstm").verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
        assertThat(result.best()).containsExactly("rnn", "lstm");
        assertThat(result.ranking()).containsExactly(List.of("rnn", "lstm"), List.of("words"));
        assertThat(result.model("words").baseline()).isTrue();
        assertThat(result.model("rnn").measured("accuracy").value()).isCloseTo(0.76, within(1e-12));
    }

    @Test
    void whatIsNotThereIsNamed() {
        ComparisonResult result = Scores.balanced(10)
                .model("a", Scores.right(10, 9))
                .model("gone", new double[0])
                .compare(ACCURACY);

        assertThatThrownBy(() -> result.model("b"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessageContaining("[a, gone]");
        assertThatThrownBy(() -> result.comparison("a", "gone")).isInstanceOf(NoSuchElementException.class);
        assertThat(result.best()).containsExactly("a");
    }

    private static Example example(int index) {
        return new Example("e" + index, new int[] {1}, index % 2, "text " + index, "e" + index, Map.of());
    }

    /** A file of a model that is right on the first so many. */
    private static String csv(int right) {
        double[] probabilities = Scores.right(SIZE, right);
        StringBuilder csv = new StringBuilder("id,label,probability\n");
        for (int index = 0; index < SIZE; index++) {
            csv.append("e%d,%d,%s%n".formatted(index, index % 2, probabilities[index]));
        }
        return csv.toString();
    }

    private static ComparisonInput.Model model(String name, boolean baseline, String... seeds) {
        return new ComparisonInput.Model(
                name,
                baseline,
                false,
                new ModelDescription("csv", 0, 0, List.of(), Optional.empty()),
                IntStream.range(0, seeds.length)
                        .mapToObj(seed -> new ComparisonInput.Trial(
                                seed,
                                ModelResult.Status.DONE,
                                Optional.empty(),
                                Optional.of(predictions(seed, seeds[seed])),
                                1,
                                1))
                        .toList());
    }

    private static Predictions predictions(long seed, String csv) {
        return new Predictions(
                seed,
                2,
                csv.lines()
                        .skip(1)
                        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                        .toArray());
    }
}
