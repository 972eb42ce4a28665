package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;

/** Ranks the models of a comparison by the verdicts in the primary metric, and by their values. */
final class Ranking {

    private final ComparisonResult result;
    private final List<PairwiseComparison> comparisons;
    private final ComparedPairs<PairwiseComparison> pairs;

    Ranking(ComparisonResult result) {
        this.result = result;
        this.comparisons = result.comparisons();
        this.pairs = ComparedPairs.of(Stream.of(
                        comparisons, result.conclusion().majorityClassBaseline().comparisons())
                .flatMap(List::stream)
                .toList());
    }

    /** Returns the models in groups, each in the order of the spec; see {@link ComparisonResult#ranking}. */
    List<List<String>> groups() {
        Verdicts verdicts = new Verdicts(comparisons);
        List<String> rest =
                new ArrayList<>(ranked().stream().map(ModelResult::name).toList());
        List<List<String>> groups = new ArrayList<>();
        while (!rest.isEmpty()) {
            groups.add(verdicts.unbeaten(rest));
            rest.removeAll(groups.get(groups.size() - 1));
        }
        return groups;
    }

    private boolean hasValue(ModelResult model) {
        return measured(model).filter(one -> Double.isFinite(one.value())).isPresent();
    }

    private Optional<ModelResult.Measured> measured(ModelResult model) {
        return result.metrics().primary().map(model.metrics()::get);
    }

    /**
     * Returns the models that are ranked: those that have a value and whose trials all have predictions. Where no model is
     * complete, those that have a value.
     */
    private List<ModelResult> ranked() {
        List<ModelResult> measured =
                result.models().stream().filter(this::hasValue).toList();
        List<ModelResult> complete =
                measured.stream().filter(ModelResult::complete).toList();
        return complete.isEmpty() ? measured : complete;
    }

    /** Returns models with a value by it, the best one first. */
    private List<ModelResult> byValue(List<ModelResult> models) {
        boolean higher = result.primaryMetric()
                .filter(MeasuredMetrics.Metric::higherIsBetter)
                .isPresent();
        Comparator<ModelResult> order = Comparator.comparingDouble(
                model -> measured(model).orElseThrow().value());
        return models.stream().sorted(higher ? order.reversed() : order).toList();
    }

    Headline headline() {
        Headline headline = new Verdicts(comparisons)
                .headline(byValue(ranked()).stream().map(ModelResult::name).toList());
        return headline instanceof Headline.Undecided undecided
                ? new Headline.Undecided(undecided.models(), undecided.verdict(), seeds(undecided.models()))
                : headline;
    }

    private Optional<PowerAnalysis.Wanted> seeds(List<String> best) {
        return result.conclusion().power().stream()
                .filter(pair -> Set.copyOf(List.of(pair.left(), pair.right())).equals(Set.copyOf(best.subList(0, 2))))
                .findFirst()
                .flatMap(PowerAnalysis::observed);
    }

    /** Returns how two rows compare, the first one on the left. */
    private Optional<PairwiseComparison> comparison(String left, String right) {
        return pairs.find(left, right);
    }

    /**
     * Returns a row for each model and one for the majority class, the best value first, and last the models that aren't compared.
     * No rows if no model has a value.
     */
    List<RankedModel> rows() {
        List<ModelResult> models = byValue(ranked());
        if (models.isEmpty()) {
            return List.of();
        }
        String first = models.get(0).name();
        List<String> letters = LetterDisplay.of(
                models.size(),
                (one, other) -> comparison(
                                models.get(one).name(), models.get(other).name())
                        .filter(PairwiseComparison::hasWinner)
                        .isPresent());
        List<RankedModel> rows = new ArrayList<>();
        for (int index = 0; index < models.size(); index++) {
            ModelResult model = models.get(index);
            rows.add(new RankedModel(
                    model.name(),
                    RankedModel.Kind.RANKED,
                    model.baseline(),
                    value(model),
                    letters.get(index),
                    comparison(model.name(), first)));
        }
        majorityClass(first).ifPresent(majority -> rows.add(place(rows, majority), majority));
        List<ModelResult> others = result.models().stream()
                .filter(model -> !models.contains(model))
                .toList();
        byValue(others.stream().filter(this::hasValue).toList())
                .forEach(model -> rows.add(leftOut(model, RankedModel.Kind.FAILED_TRIALS)));
        others.stream()
                .filter(model -> !hasValue(model))
                .forEach(model -> rows.add(leftOut(model, RankedModel.Kind.NO_VALUE)));
        return rows;
    }

    private RankedModel leftOut(ModelResult model, RankedModel.Kind kind) {
        return new RankedModel(model.name(), kind, model.baseline(), value(model), "", Optional.empty());
    }

    private Optional<Estimate> value(ModelResult model) {
        return measured(model).filter(one -> hasValue(model)).map(ModelResult.Measured::estimate);
    }

    private Optional<RankedModel> majorityClass(String first) {
        double value = result.metrics()
                .primary()
                .map(result.conclusion().majorityClassBaseline()::metric)
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .orElse(Double.NaN);
        return Double.isNaN(value)
                ? Optional.empty()
                : Optional.of(new RankedModel(
                        MajorityClassBaseline.NAME,
                        RankedModel.Kind.MAJORITY_CLASS,
                        true,
                        Optional.of(Estimate.withoutInterval(value)),
                        "",
                        comparison(MajorityClassBaseline.NAME, first)));
    }

    /** Returns where a row belongs, below those of the same value. */
    private int place(List<RankedModel> rows, RankedModel row) {
        boolean higher = result.primaryMetric().orElseThrow().higherIsBetter();
        int place = rows.size();
        while (place > 0
                && (higher ? value(rows.get(place - 1)) < value(row) : value(rows.get(place - 1)) > value(row))) {
            place--;
        }
        return place;
    }

    private static double value(RankedModel row) {
        return row.value().orElseThrow().value();
    }
}
