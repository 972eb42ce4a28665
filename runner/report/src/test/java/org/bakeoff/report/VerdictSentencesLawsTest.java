package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.EvaluatorGuard;
import org.bakeoff.statistics.ModelComparison;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;

/** Whatever the models predict, no verdict stands beside an interval that says something else, before or after rounding. */
class VerdictSentencesLawsTest {

    private static final Metric ACCURACY = Metric.rate(
            "accuracy",
            "Accuracy",
            true,
            (label, predictions, example) -> predictions.predicted(example) == label ? 1 : 0);
    private static final Metric BRIER = Metric.mean(
                    "brier",
                    "Brier score",
                    false,
                    (label, predictions, example) -> Math.pow(label - predictions.probability(example, 1), 2))
            .within(0, 1);
    private static final double[] MARGINS = {0, 0.0005, 0.01, 0.03, 0.2};
    private static final Pattern INTERVAL = Pattern.compile("95% CI (\\S+( 0)?) to (\\S+( 0)?)[;),]");

    @Property(tries = 60)
    void verdictAndIntervalAgree(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int models) {
        SplittableRandom random = new SplittableRandom(seed);
        double margin = MARGINS[random.nextInt(MARGINS.length)];
        Metric metric = random.nextBoolean() ? ACCURACY : BRIER;
        ComparisonResult result = world(random, models, margin, metric);
        ComparisonResult without = withoutMargin(new SplittableRandom(seed), models, metric);
        VerdictSentences sentences = new VerdictSentences(result);

        for (int index = 0; index < result.comparisons().size(); index++) {
            PairwiseComparison comparison = result.comparisons().get(index);
            value(comparison, margin, metric);
            sentence(comparison.verdict(), sentences.verdict(comparison).text(), margin * (metric.rate() ? 100 : 1));
            // A margin makes equivalence of a verdict, and changes no other.
            PairwiseComparison same = without.comparisons().get(index);
            assertThat(same.verdict()).isNotEqualTo(Verdict.EQUIVALENT);
            if (comparison.verdict() != Verdict.EQUIVALENT) {
                assertThat(comparison).isEqualTo(same);
            }
        }
        for (PairwiseComparison comparison :
                result.conclusion().majorityClassBaseline().comparisons()) {
            value(comparison, margin, metric);
        }
    }

    private static void value(PairwiseComparison comparison, double margin, Metric metric) {
        double low = comparison.simultaneous().low();
        double high = comparison.simultaneous().high();
        switch (comparison.verdict()) {
            case LEFT_BETTER, RIGHT_BETTER -> {
                assertThat(low >= 0 || high <= 0).isTrue();
                assertThat(comparison.adjustedP()).isLessThan(0.05);
            }
            case NO_SIGNIFICANT_DIFFERENCE -> {
                assertThat(low <= 0 && 0 <= high).isTrue();
                assertThat(comparison.adjustedP()).isGreaterThanOrEqualTo(0.05);
            }
            case EQUIVALENT -> assertThat(low > -margin && high < margin).isTrue();
            case UNDETERMINED -> assertThat(comparison.caveats()).isNotEmpty();
        }
        boolean left = comparison.isNonInferior(comparison.left(), margin, metric.higherIsBetter());
        boolean right = comparison.isNonInferior(comparison.right(), margin, metric.higherIsBetter());
        if (margin > 0) {
            assertThat(left && right).isEqualTo(comparison.verdict() == Verdict.EQUIVALENT);
        }
        assertThat(comparison.reversed().isNonInferior(comparison.left(), margin, metric.higherIsBetter()))
                .isEqualTo(left);
    }

    /** What a reader sees. */
    private static void sentence(Verdict verdict, String text, double margin) {
        if (verdict == Verdict.UNDETERMINED) {
            return;
        }
        Matcher interval = INTERVAL.matcher(text);
        assertThat(interval.find()).as(text).isTrue();
        boolean above = interval.group(1).equals("above 0");
        boolean below = interval.group(3).equals("below 0");
        double low = above ? 0 : Double.parseDouble(interval.group(1));
        double high = below ? 0 : Double.parseDouble(interval.group(3));
        assertThat(above || low > 0 || below || high < 0)
                .as(text)
                .isEqualTo(verdict != Verdict.NO_SIGNIFICANT_DIFFERENCE
                        && !(verdict == Verdict.EQUIVALENT && low <= 0 && high >= 0 && !above && !below));
        assertThat(text.contains("equivalent")).isEqualTo(verdict == Verdict.EQUIVALENT);
        if (verdict == Verdict.EQUIVALENT) {
            assertThat(low > -margin && high < margin).as(text).isTrue();
        }
        assertThat(text.contains("non-inferior"))
                .as(text)
                .isEqualTo(verdict == Verdict.NO_SIGNIFICANT_DIFFERENCE && (low > -margin || high < margin));
    }

    private static ComparisonResult world(SplittableRandom random, int models, double margin, Metric metric) {
        return compare(random, models, margin > 0 ? OptionalDouble.of(margin) : OptionalDouble.empty(), metric);
    }

    private static ComparisonResult withoutMargin(SplittableRandom random, int models, Metric metric) {
        random.nextInt(MARGINS.length);
        random.nextBoolean();
        return compare(random, models, OptionalDouble.empty(), metric);
    }

    private static ComparisonResult compare(SplittableRandom random, int models, OptionalDouble margin, Metric metric) {
        int size = 50 + random.nextInt(400);
        int clusters = 2 + random.nextInt(size);
        List<Example> examples = IntStream.range(0, size)
                .mapToObj(index -> new Example(
                        "e" + index,
                        new int[] {1},
                        index % 2,
                        "text " + index,
                        "g" + random.nextInt(clusters),
                        Map.of()))
                .toList();
        double spread = random.nextDouble() * 0.2;
        List<ComparisonInput.Model> entrants = new ArrayList<>();
        for (int model = 0; model < models; model++) {
            entrants.add(model("model-" + model, random, 0.7 + (random.nextDouble() - 0.5) * spread, size));
        }
        return ModelComparison.compare(
                new ComparisonInput(
                        "world",
                        new DatasetDescription("given", 2, 100, List.of("no", "yes"), 1, "", 0),
                        new ComparisonInput.Training(List.of(1, 1), List.of(), List.of(), List.of()),
                        examples,
                        entrants,
                        List.of(),
                        new ComparisonInput.Rules(
                                Optional.empty(),
                                OptionalInt.empty(),
                                margin,
                                ComparisonInput.Rules.DEFAULT.looks(),
                                Optional.empty())),
                List.of(metric),
                EvaluatorGuard.none());
    }

    private static ComparisonInput.Model model(String name, SplittableRandom random, double right, int size) {
        boolean deterministic = random.nextInt(4) == 0;
        double seeds = random.nextDouble() * 0.05;
        List<ComparisonInput.Trial> trials = Stream.iterate(1L, seed -> seed + 1)
                .limit(1 + random.nextInt(4))
                .map(seed -> trial(seed, random, right + (random.nextDouble() - 0.5) * seeds, size))
                .toList();
        return new ComparisonInput.Model(
                name,
                random.nextInt(4) == 0,
                deterministic,
                new ModelDescription("plugin", 0, 1, List.of(), Optional.empty()),
                trials);
    }

    private static ComparisonInput.Trial trial(long seed, SplittableRandom random, double right, int size) {
        double[] probabilities = IntStream.range(0, size)
                .mapToDouble(index -> {
                    double sure = 0.5 + random.nextDouble() / 2;
                    return random.nextDouble() < right == (index % 2 == 1) ? sure : 1 - sure;
                })
                .toArray();
        return new ComparisonInput.Trial(
                seed,
                ModelResult.Status.DONE,
                Optional.empty(),
                Optional.of(new Predictions(seed, 2, probabilities)),
                1,
                1);
    }
}
