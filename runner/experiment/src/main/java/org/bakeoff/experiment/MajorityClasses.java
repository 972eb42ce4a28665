package org.bakeoff.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.RunWarning;

/** The majority-class baselines that the training sets of several runs make, of which a comparison takes that of the first run. */
final class MajorityClasses {

    /** The part of its value by which a metric may differ between runs without a word, and a class in its share. */
    private static final double SAME = 0.01;

    private static final Set<DataCheck.Kind> SIZES =
            Set.of(DataCheck.Kind.CLASS_SIZE, DataCheck.Kind.SMALLEST_CLASS, DataCheck.Kind.LARGEST_CLASS);

    private final Optional<MeasuredMetrics.Metric> metric;
    private final Map<DataCheck.Subject, Double> shares;
    /** The primary metric of each run's baseline, by its run directory; NaN where a run measured it by others. */
    private final Map<String, Double> values = new LinkedHashMap<>();

    /** Takes the primary metric of the first run, if its baseline has that. */
    MajorityClasses(FinishedRun first) {
        this.metric = first.result()
                .primaryMetric()
                .filter(primary -> known(first, primary).isPresent());
        this.shares = shares(first);
    }

    void add(FinishedRun run) {
        metric.ifPresent(primary -> {
            List<RunWarning.DifferentMajorityClass> several = run.warnings(RunWarning.DifferentMajorityClass.class);
            for (RunWarning.DifferentMajorityClass differing : several) {
                boolean same = differing.metric().equals(primary.title());
                differing.values().forEach((path, value) -> values.put(path, same ? value : Double.NaN));
            }
            OptionalDouble known = known(run, primary);
            if (several.isEmpty() && (known.isPresent() || others(shares(run)))) {
                values.put(run.directory().path().toString(), known.orElse(Double.NaN));
            }
        });
    }

    /** Returns the value of a run's baseline; empty if the run has it of no metric, or of another class. */
    private static OptionalDouble known(FinishedRun run, MeasuredMetrics.Metric primary) {
        return run.result().metrics().all().stream()
                        .anyMatch(one ->
                                one.name().equals(primary.name()) && one.title().equals(primary.title()))
                ? run.result().conclusion().majorityClassBaseline().metric(primary.name())
                : OptionalDouble.empty();
    }

    private static Map<DataCheck.Subject, Double> shares(FinishedRun run) {
        return run.result().dataset().checks().stream()
                .filter(check -> SIZES.contains(check.what().kind())
                        && check.what().examples() == DataCheck.Examples.TRAINING
                        && check.total() > 0)
                .collect(Collectors.toMap(DataCheck::what, check -> (double) check.count() / check.total()));
    }

    private boolean others(Map<DataCheck.Subject, Double> some) {
        return !some.keySet().equals(shares.keySet())
                || some.entrySet().stream()
                        .anyMatch(share ->
                                Math.abs(share.getValue() - shares.getOrDefault(share.getKey(), Double.NaN)) > SAME);
    }

    /** Returns what there is to say, where the baselines differ. */
    Optional<RunWarning.DifferentMajorityClass> warning() {
        double low = values.values().stream().mapToDouble(one -> one).min().orElse(0);
        double high = values.values().stream().mapToDouble(one -> one).max().orElse(0);
        // Both are NaN if any value is, so that it differs.
        boolean same = high - low <= SAME * Math.max(Math.abs(low), Math.abs(high));
        return same
                ? Optional.empty()
                : metric.map(primary -> new RunWarning.DifferentMajorityClass(primary.title(), primary.rate(), values));
    }
}
