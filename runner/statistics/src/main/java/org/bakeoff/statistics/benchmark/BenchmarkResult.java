package org.bakeoff.statistics.benchmark;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.bakeoff.statistics.ComparedPairs;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.Headline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.Verdicts;

/**
 * Models compared over several data sets.
 *
 * @param name the benchmark's name
 * @param metric the metric that the verdicts are about
 * @param models the models in the order of the spec
 * @param datasets the data sets in the order of the spec
 * @param comparisons every pair of models that some data set compares
 * @param ranks the models of these pairs, the best mean rank first
 */
public record BenchmarkResult(
        String name,
        MeasuredMetrics.Metric metric,
        List<BenchmarkInput.Model> models,
        List<DatasetResult> datasets,
        List<OverallComparison> comparisons,
        List<MeanRank> ranks) {

    /** Copies the lists. */
    public BenchmarkResult {
        models = List.copyOf(models);
        datasets = List.copyOf(datasets);
        comparisons = ComparedPairs.of(comparisons);
        ranks = List.copyOf(ranks);
    }

    /** Returns how two models compare over all data sets, with the first one as the left one; empty if no data set compares them. */
    public Optional<OverallComparison> comparison(String left, String right) {
        return ComparedPairs.of(comparisons).find(left, right);
    }

    /** Returns the data sets that have a result. */
    public List<DatasetResult> measured() {
        return datasets.stream().filter(dataset -> !dataset.values().isEmpty()).toList();
    }

    /** Returns the mean of a model's values over the data sets that have one; empty if none has. */
    public OptionalDouble mean(String model) {
        return datasets.stream()
                .flatMap(dataset -> dataset.value(model).stream())
                .mapToDouble(Estimate::value)
                .average();
    }

    /** Returns which models are best on a data set, by the verdicts there; models of equal value have the order of the spec. */
    public Headline headline(DatasetResult dataset) {
        Verdicts verdicts = new Verdicts(dataset.comparisons());
        return verdicts.headline(ordered(
                dataset.values().keySet().stream()
                        // Neither best nor beaten is a model that isn't compared, since some of its trials failed.
                        .filter(model -> dataset.best().contains(model) || verdicts.isBeaten(model)),
                model -> dataset.value(model).orElseThrow().value()));
    }

    /** Returns which models are best over all data sets, the best mean rank first, or on the only one that has a result. */
    public Headline headline() {
        List<DatasetResult> measured = measured();
        if (measured.size() == 1) {
            return headline(measured.get(0));
        }
        List<String> compared = ranks.stream().map(MeanRank::model).toList();
        return new Verdicts(comparisons)
                .headline(
                        compared.isEmpty()
                                ? ordered(
                                        models.stream()
                                                .map(BenchmarkInput.Model::name)
                                                .filter(model -> mean(model).isPresent()),
                                        model -> mean(model).orElseThrow())
                                : compared);
    }

    private List<String> ordered(Stream<String> names, ToDoubleFunction<String> value) {
        Comparator<String> order = Comparator.comparingDouble(value);
        return names.sorted(metric.higherIsBetter() ? order.reversed() : order).toList();
    }
}
