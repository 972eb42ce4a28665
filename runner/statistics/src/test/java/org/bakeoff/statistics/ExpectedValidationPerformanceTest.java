package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.statistics.SearchResult.Criterion;
import org.junit.jupiter.api.Test;

/** The best score to expect of some configurations, compared with the mean over all draws that there are. */
class ExpectedValidationPerformanceTest {

    private static final double EXACT = 1e-12;

    @Test
    void oneConfigurationIsExpectedToReachTheMeanAndManyTheBest() {
        ExpectedValidationPerformance accuracy = expected(Criterion.ACCURACY, 0.5, 0.9, 0.7);
        assertThat(accuracy.of(1)).isCloseTo(0.7, within(EXACT));
        assertThat(accuracy.of(2)).isCloseTo((0.5 + 3 * 0.7 + 5 * 0.9) / 9, within(EXACT));
        assertThat(accuracy.of(1000)).isCloseTo(0.9, within(EXACT));
        ExpectedValidationPerformance loss = expected(Criterion.LOSS, 0.5, 0.9, 0.7);
        assertThat(loss.of(1)).isCloseTo(0.7, within(EXACT));
        assertThat(loss.of(2)).isCloseTo((0.9 + 3 * 0.7 + 5 * 0.5) / 9, within(EXACT));
        assertThat(loss.of(1000)).isCloseTo(0.5, within(EXACT));
    }

    @Test
    void withoutAnyScoreThereIsNone() {
        assertThat(expected(Criterion.LOSS, Double.NaN, Double.NaN).of(3)).isNaN();
        assertThat(expected(Criterion.LOSS, Double.NaN, 0.4).of(3)).isCloseTo(0.4, within(EXACT));
    }

    @Property(tries = 100)
    void itIsTheMeanOverAllDraws(
            @ForAll @Size(min = 1, max = 5) List<@DoubleRange(min = 0, max = 1) Double> scores,
            @ForAll @IntRange(min = 0, max = 2) int failed,
            @ForAll @IntRange(min = 1, max = 4) int draws,
            @ForAll Criterion criterion) {
        List<Double> all = new ArrayList<>(scores);
        IntStream.range(0, failed).forEach(one -> all.add(0, Double.NaN));
        double sum = 0;
        int counted = 0;
        int tuples = (int) Math.round(Math.pow(all.size(), draws));
        for (int tuple = 0; tuple < tuples; tuple++) {
            List<Double> drawn = new ArrayList<>();
            for (int rest = tuple, draw = 0; draw < draws; draw++, rest /= all.size()) {
                drawn.add(all.get(rest % all.size()));
            }
            drawn.removeIf(score -> score.isNaN());
            if (!drawn.isEmpty()) {
                sum += drawn.stream()
                        .reduce((left, right) ->
                                criterion == Criterion.LOSS ? Math.min(left, right) : Math.max(left, right))
                        .orElseThrow();
                counted++;
            }
        }

        assertThat(expected(criterion, all.toArray(Double[]::new)).of(draws)).isCloseTo(sum / counted, within(EXACT));
    }

    private static ExpectedValidationPerformance expected(Criterion criterion, Double... scores) {
        return new ExpectedValidationPerformance(new SearchResult(
                "net",
                criterion,
                1,
                IntStream.range(0, scores.length)
                        .mapToObj(index -> new SearchResult.Configuration(
                                index + 1, Map.of(), scores[index], scores[index], List.of(), 1))
                        .toList()));
    }
}
