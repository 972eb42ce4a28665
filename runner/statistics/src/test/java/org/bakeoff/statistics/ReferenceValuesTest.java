package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.MEAN;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Figures by statsmodels, or by their definitions in numpy; see reference.py. */
class ReferenceValuesTest {

    @ParameterizedTest
    @CsvFileSource(files = "src/test/resources/fixtures/reference.csv", numLinesToSkip = 1)
    void isTheirs(String kind, String given, String expected) {
        double[] numbers = numbers(given);
        double[] found = switch (kind) {
            case "paired" -> paired(new PairedProportions((long) numbers[0], (long) numbers[1], (long) numbers[2]));
            case "holm" -> Holm.adjust(numbers);
            case "cr2" -> cr2(Arrays.stream(numbers).mapToInt(one -> (int) one).toArray(), numbers);
            default -> throw new IllegalArgumentException(kind);
        };
        assertThat(found).containsExactly(numbers(expected), within(1e-7));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    private static double[] paired(PairedProportions proportions) {
        Estimate interval = proportions.interval(Inference.ALPHA);
        return new double[] {proportions.p(), interval.low(), interval.high()};
    }

    /** The numbers are how many groups there are, their sizes, and a score of every example. */
    private static double[] cr2(int[] sizes, double[] numbers) {
        int[] groups = IntStream.range(0, sizes[0])
                .flatMap(group -> IntStream.generate(() -> group).limit(sizes[1 + group]))
                .toArray();
        double[] scores = Arrays.copyOfRange(numbers, 1 + sizes[0], numbers.length);
        Part part = Part.all(Clusters.of(IntStream.range(0, groups.length)
                .mapToObj(index -> Scores.example("e" + index, "g" + groups[index], "text " + index))
                .toList()));
        Sample sample = Sample.of(MEAN, new int[scores.length], part, List.of(new Predictions(1, 2, scores)))
                .get(0);
        return new double[] {sample.variance(), part.freedom()};
    }
}
