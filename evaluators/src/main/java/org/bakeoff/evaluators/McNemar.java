package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;

/**
 * McNemar's tests for every pair of models by the majority of as many seeds of each, and Wilson's interval of every model's accuracy: what
 * one would say if examples were independent.
 *
 * <p>Source: Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
 * Statistical Association 22, 1927; for the tests see {@link McNemarTest}; Holm, "A simple sequentially rejective multiple
 * test procedure", Scandinavian Journal of Statistics 6, 1979.
 */
public final class McNemar extends NamedEvaluator<EmptyConfig> {

    private static final String AS_IF = "as if examples were independent";
    private static final double QUANTILE = NormalDistribution.of(0, 1).inverseSurvivalProbability(0.025);

    /** For the service loader. */
    public McNemar() {
        super("mcnemar", "McNemar's tests of every pair and Wilson's intervals, " + AS_IF, new EmptyConfig());
    }

    @Override
    public List<Finding> evaluate(EmptyConfig config, Comparison comparison) {
        return List.of(tests(comparison), intervals(comparison));
    }

    private static Table tests(Comparison comparison) {
        List<ModelPairs.Pair> pairs = new ModelPairs(comparison).all();
        double[] holm =
                holm(pairs.stream().mapToDouble(pair -> pair.counts().exact()).toArray());
        List<List<Object>> rows = new ArrayList<>();
        for (int index = 0; index < holm.length; index++) {
            ModelPairs.Pair pair = pairs.get(index);
            McNemarTest count = pair.counts();
            List<Object> row =
                    new ArrayList<>(List.of(pair.left().model(), pair.right().model()));
            row.addAll(List.of(count.both(), count.onlyLeft(), count.onlyRight(), count.neither(), count.difference()));
            row.addAll(List.of(count.exact(), count.mid(), count.chiSquare(), count.chiSquareP(), holm[index]));
            row.add((long) pair.votes());
            rows.add(row);
        }
        return new Table(
                "mcnemar",
                "McNemar's tests, " + AS_IF,
                "How many examples both models get right, only one does, or neither, each by the majority of its first seeds: an "
                        + "odd number, the same for both (the column Seeds), because the majority of three is right more "
                        + "often than one, and an even number may have none; the difference of those accuracies; p of McNemar's exact, mid-p and chi-square test (with continuity "
                        + "correction), and the exact p adjusted by Holm over the pairs of this table. All of it as if examples "
                        + "were independent. Examples that come in clusters, such as reviews of one movie, aren't: in "
                        + "simulations on clusters like those of the IMDB reviews these tests reject 8 to 26% of the time at "
                        + "the 5% level where there is no difference. They don't know the spread between seeds either. The verdict "
                        + "rests on neither.",
                List.of(
                        "Left",
                        "Right",
                        "Both right",
                        "Only left",
                        "Only right",
                        "Neither",
                        "Difference",
                        "Exact p",
                        "Mid-p",
                        "Chi-square",
                        "Chi-square p",
                        "Holm-adjusted exact p",
                        "Seeds"),
                rows);
    }

    private static Table intervals(Comparison comparison) {
        int[] labels = comparison.labels();
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            double accuracy = SeedCurves.meanScore(model, labels, Accuracy::score);
            double n = labels.length;
            double centre = accuracy + QUANTILE * QUANTILE / (2 * n);
            double reach = QUANTILE * Math.sqrt(accuracy * (1 - accuracy) / n + QUANTILE * QUANTILE / (4 * n * n));
            double scale = 1 + QUANTILE * QUANTILE / n;
            rows.add(List.of(model.model(), accuracy, (centre - reach) / scale, (centre + reach) / scale));
        }
        return new Table(
                "wilson",
                "Wilson's intervals of accuracy, " + AS_IF,
                "The mean accuracy over a model's seeds, and the 95% interval of one accuracy of that size if examples were "
                        + "independent and the seeds all there are. Where examples come in clusters it is too narrow.",
                List.of("Model", "Accuracy", "Low", "High"),
                rows);
    }

    private static double[] holm(double[] p) {
        double[] adjusted = new double[p.length];
        int[] order = Positions.sorted(Positions.below(p.length), index -> p[index]);
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
