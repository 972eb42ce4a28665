package org.bakeoff.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.bakeoff.statistics.Scores.ACCURACY;
import static org.bakeoff.statistics.Scores.balanced;
import static org.bakeoff.statistics.Scores.right;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bakeoff.api.Metric;
import org.junit.jupiter.api.Test;

/** Models that are right on so many of 400 examples, of which the majority class is right on half. */
class HeadlineTest {

    private static final int SIZE = 400;
    private static final double[] FAILED = {};

    @Test
    void oneModelThatBeatsAllOthersIsBest() {
        ComparisonResult result = balanced(SIZE)
                .model("bad", right(SIZE, 160))
                .model("net", right(SIZE, 360))
                .model("low", right(SIZE, 300))
                .compare(ACCURACY);

        assertThat(result.headline()).isEqualTo(new Headline.OneBest("net", List.of("low", "bad"), List.of()));
        assertThat(result.rankedModels())
                .extracting(RankedModel::name, RankedModel::letters)
                .containsExactly(
                        tuple("net", "a"), tuple("low", "b"), tuple(MajorityClassBaseline.NAME, ""), tuple("bad", "c"));
    }

    @Test
    void modelsThatNobodyBeatsAreBestTogether() {
        ComparisonResult result = balanced(SIZE)
                .model("twin", right(SIZE, 358))
                .model("bad", right(SIZE, 160))
                .model("net", right(SIZE, 360))
                .compare(ACCURACY);

        assertThat(result.headline())
                .isEqualTo(new Headline.SeveralBest(
                        List.of("net", "twin"), Verdict.NO_SIGNIFICANT_DIFFERENCE, List.of("bad")));
        assertThat(result.best()).containsExactly("twin", "net");
    }

    @Test
    void modelsWithinTheMarginAreEquivalent() {
        ComparisonResult result = balanced(SIZE)
                .by(new ComparisonInput.Rules(
                        Optional.empty(), OptionalInt.empty(), OptionalDouble.of(0.05), Looks.NONE, Optional.empty()))
                .model("twin", right(SIZE, 358))
                .model("net", right(SIZE, 360))
                .compare(ACCURACY);

        assertThat(result.headline())
                .isEqualTo(new Headline.SeveralBest(List.of("net", "twin"), Verdict.EQUIVALENT, List.of()));
    }

    /** The accuracies are those of {@link PowerAnalysisTest}, where a difference of one point needs 29 to 603 seeds. */
    @Test
    void whereNobodyBeatsAnybodyTheSeedsOfTheObservedDifferenceAreNamed() {
        ComparisonResult result = balanced(SIZE)
                .model(Entrant.of("b", seeds(320, 320, 332)).declared(true, false))
                .model(Entrant.of("a", seeds(320, 328, 336)).declared(true, false))
                .compare(ACCURACY);

        Headline.Undecided undecided = (Headline.Undecided) result.headline();
        assertThat(undecided.models()).containsExactly("a", "b");
        assertThat(undecided.verdict()).isEqualTo(Verdict.NO_SIGNIFICANT_DIFFERENCE);
        PowerAnalysis.Wanted seeds = undecided.seeds().orElseThrow();
        assertThat(seeds.difference()).isCloseTo(0.01, within(1e-12));
        assertThat(seeds.fewest()).hasValue(29);
        assertThat(seeds.most()).hasValue(603);
    }

    @Test
    void oneSeedSaysNothingOfTheSeedsThatAreNeeded() {
        ComparisonResult result = balanced(SIZE)
                .model("a", right(SIZE, 320))
                .model("b", right(SIZE, 322))
                .compare(ACCURACY);

        assertThat(result.headline())
                .isEqualTo(
                        new Headline.Undecided(List.of("b", "a"), Verdict.NO_SIGNIFICANT_DIFFERENCE, Optional.empty()));
    }

    @Test
    void modelsWhoseTrialsFailedAreNotBest() {
        assertThat(balanced(SIZE)
                        .model("net", right(SIZE, 360))
                        .model("gone", FAILED)
                        .compare(ACCURACY)
                        .headline())
                .isEqualTo(new Headline.SingleModel("net"));
        ComparisonResult none = balanced(SIZE).model("gone", FAILED).compare(ACCURACY);
        assertThat(none.headline()).isEqualTo(new Headline.NoResult());
        assertThat(none.rankedModels()).isEmpty();
    }

    /** Nothing is concluded of a model whose trials failed in part: it is neither among the best nor in their groups. */
    @Test
    void aModelWhoseTrialsFailedInPartIsLeftOut() {
        ComparisonResult result = balanced(SIZE)
                .model("partly", right(SIZE, 380), FAILED)
                .model("net", right(SIZE, 360), right(SIZE, 362))
                .model("gone", FAILED, FAILED)
                .model("bad", right(SIZE, 160), right(SIZE, 161))
                .compare(ACCURACY);

        assertThat(result.headline()).isEqualTo(new Headline.OneBest("net", List.of("bad"), List.of()));
        assertThat(result.best()).containsExactly("net");
        assertThat(result.rankedModels())
                .extracting(RankedModel::name, RankedModel::kind, RankedModel::letters)
                .containsExactly(
                        tuple("net", RankedModel.Kind.RANKED, "a"),
                        tuple(MajorityClassBaseline.NAME, RankedModel.Kind.MAJORITY_CLASS, ""),
                        tuple("bad", RankedModel.Kind.RANKED, "b"),
                        tuple("partly", RankedModel.Kind.FAILED_TRIALS, ""),
                        tuple("gone", RankedModel.Kind.NO_VALUE, ""));
        assertThat(result.rankedModels().get(3).value()).isPresent();
        assertThat(result.rankedModels().get(4).value()).isEmpty();
    }

    @Test
    void whereNoModelIsCompleteNothingIsDecided() {
        ComparisonResult result = balanced(SIZE)
                .model("net", right(SIZE, 360), FAILED)
                .model("partly", right(SIZE, 210), FAILED)
                .compare(ACCURACY);

        assertThat(result.headline())
                .isEqualTo(new Headline.Undecided(List.of("net", "partly"), Verdict.UNDETERMINED, Optional.empty()));
    }

    @Test
    void theLowestValueStandsFirstWhereLowerIsBetter() {
        Metric errors = Metric.rate(
                "errorRate",
                "Error rate",
                false,
                (label, predictions, example) -> predictions.predicted(example) == label ? 0 : 1);
        ComparisonResult result = balanced(SIZE)
                .model("low", right(SIZE, 300))
                .model("net", right(SIZE, 360))
                .compare(errors);

        assertThat(result.headline()).isEqualTo(new Headline.OneBest("net", List.of("low"), List.of()));
        List<RankedModel> rows = result.rankedModels();
        assertThat(rows).extracting(RankedModel::name).containsExactly("net", "low", MajorityClassBaseline.NAME);
        assertThat(rows.get(0).toBest()).isEmpty();
        assertThat(rows.get(1).toBest().orElseThrow().difference().value()).isCloseTo(0.15, within(1e-12));
        assertThat(rows.get(2).toBest().orElseThrow().difference().value()).isCloseTo(0.4, within(1e-12));
    }

    private static double[][] seeds(int... right) {
        return Arrays.stream(right).mapToObj(each -> right(SIZE, each)).toArray(double[][]::new);
    }
}
