package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.bakeoff.api.Metric;

/**
 * Decides which models get another seed: of each pair that isn't finished the one whose next seed lowers the variance of the
 * difference most, or both where the difference could be chance.
 *
 * <p>An interval that stops training as soon as it is narrow enough is one whose variance happens to be underestimated. With few
 * seeds that costs much: simulated with 3 to 20 seeds, the intervals covered 89% at worst. From five seeds on, and at the level of
 * {@link AlphaSpending#PRECISE}, they covered 92.5% or more.
 */
final class SeedPlanner {

    /** The normal quantile of an interval from many seeds. */
    private static final double QUANTILE = 1.959964;
    /** By how many standard deviations a difference may still move. */
    private static final double FAR = 2;
    /** A model whose next seed does less than the other's by this factor gets none, unless few seeds could show as much by chance. */
    private static final double LESS = 2;

    private static final double CHANCE = 0.1;
    /** So many seeds of each model there must be before a narrow interval is believed. */
    private static final int ENOUGH = 5;

    private final Looks.Plan plan;
    private final OptionalDouble margin;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<PairwiseComparison> comparisons = new ArrayList<>();

    /** Looks at all pairs of models in a metric; at the majority class only where there is but one model. */
    SeedPlanner(ComparisonInput.Rules rules, PairwiseComparisons all, Metric metric) {
        this.plan = rules.looks().plan();
        this.margin = rules.margin();
        boolean ofModels = !all.pairs(metric).isEmpty();
        for (int index = 0; index < all.tested(metric).size(); index++) {
            PairwiseComparison comparison = all.family(metric).get(index);
            if (!(ofModels && comparison.right().equals(MajorityClassBaseline.NAME))) {
                pairs.add(all.tested(metric).get(index));
                comparisons.add(comparison);
            }
        }
    }

    /** Returns the comparisons that it looks at. */
    List<PairwiseComparison> comparisons() {
        return comparisons;
    }

    /** Returns why no more seeds are added, if none are. */
    SeedRounds.End end() {
        if (plan instanceof Looks.Unplanned) {
            return SeedRounds.End.UNPLANNED;
        }
        if (open().findAny().isEmpty()) {
            return SeedRounds.End.REACHED;
        }
        return open().anyMatch(index -> possible(index, Double.POSITIVE_INFINITY))
                ? SeedRounds.End.MOST_SEEDS
                : SeedRounds.End.OUT_OF_REACH;
    }

    /** Returns what to do after this look. */
    SeedRounds.Next next(SeedRounds.Round round) {
        Set<String> adding = new HashSet<>();
        open().filter(index -> possible(index, most())).forEach(index -> adding.addAll(helping(pairs.get(index))));
        return new SeedRounds.Next(
                round,
                open().mapToObj(comparisons::get).toList(),
                round.seeds().keySet().stream().filter(adding::contains).toList());
    }

    /** Returns the numbers of the pairs that aren't finished. */
    private IntStream open() {
        return IntStream.range(0, pairs.size()).filter(index -> !reached(index));
    }

    private boolean reached(int index) {
        Estimate interval = comparisons.get(index).simultaneous();
        return switch (comparisons.get(index).verdict()) {
            case UNDETERMINED -> false;
            case NO_SIGNIFICANT_DIFFERENCE, LEFT_BETTER, RIGHT_BETTER, EQUIVALENT ->
                plan instanceof Looks.UntilPrecise precise
                        ? interval.high() - interval.low() <= 2 * precise.halfWidth() && !few(pairs.get(index))
                        : comparisons.get(index).verdict() != Verdict.NO_SIGNIFICANT_DIFFERENCE;
        };
    }

    private boolean few(Pair pair) {
        return Stream.of(pair.first(), pair.second())
                .anyMatch(model -> !model.deterministic() && model.seeds() < Math.min(ENOUGH, most()));
    }

    /**
     * Returns whether more seeds could finish a pair.
     *
     * @param most how many seeds a model could have
     */
    private boolean possible(int index, double most) {
        Pair pair = pairs.get(index);
        if (!pair.complete() || !comparisons.get(index).simultaneous().hasInterval()) {
            return false;
        }
        double least = Math.max(0, pair.lasting());
        for (SeedSamples model : List.of(pair.first(), pair.second())) {
            least += ofSeeds(model) * Math.min(1, model.seeds() / most);
        }
        if (plan instanceof Looks.UntilPrecise precise) {
            // What few seeds say of their own variance may be far off.
            return QUANTILE * Math.sqrt(least) < FAR * precise.halfWidth();
        }
        double difference = Math.abs(pair.inference().value());
        double move = FAR * Math.sqrt(Math.max(0, pair.inference().variance() - least));
        double half = QUANTILE * Math.sqrt(least);
        return difference + move > half
                || (margin.isPresent() && Math.max(0, difference - move) + half < margin.getAsDouble());
    }

    private int most() {
        return plan instanceof Looks.UntilDecided decided
                ? decided.atMost()
                : plan instanceof Looks.UntilPrecise precise ? precise.atMost() : 0;
    }

    /** Returns the models whose next seed helps most. */
    private List<String> helping(Pair pair) {
        double left = gain(pair.first());
        double right = gain(pair.second());
        boolean both = plan instanceof Looks.UntilPrecise && few(pair);
        List<String> helping = new ArrayList<>();
        if (mayHaveMore(pair.first()) && (both || !less(left, pair.first(), right, pair.second()))) {
            helping.add(pair.left().name());
        }
        if (mayHaveMore(pair.second()) && (both || !less(right, pair.second(), left, pair.first()))) {
            helping.add(pair.right().name());
        }
        return helping;
    }

    /** Returns whether the next seed of a model does nothing, or less than that of the other by more than chance. */
    private static boolean less(double gain, SeedSamples model, double other, SeedSamples better) {
        if (gain == 0) {
            return true;
        }
        double factor = model.seeds() > 1 && better.seeds() > 1
                ? FDistribution.of(better.seeds() - 1.0, model.seeds() - 1.0).inverseSurvivalProbability(CHANCE)
                : LESS;
        return other > Math.max(LESS, factor) * gain;
    }

    private boolean mayHaveMore(SeedSamples model) {
        return !model.deterministic() && model.seeds() < most();
    }

    /** Returns by how much the next seed of a model lowers the variance; 0 if it can have none. */
    private double gain(SeedSamples model) {
        return mayHaveMore(model) ? ofSeeds(model) / (model.seeds() + 1) : 0;
    }

    /** Returns the part of the variance that further seeds of a model shrink. */
    private static double ofSeeds(SeedSamples model) {
        return model.ofSeeds() + model.interaction();
    }
}
