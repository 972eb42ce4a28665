package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Json;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.spec.BenchmarkSpec;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.BenchmarkComparison;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.training.TrialScheduler;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Runs a resolved benchmark: the same models on several data sets, on the folds of each, or with several numbers of training
 * examples. Each of its runs is an {@link Experiment} with a run directory of its own. {@link ExperimentBuilder#benchmark()}
 * makes one.
 */
public final class Benchmark {

    private final BenchmarkSpec spec;
    private final BenchmarkDirectory directory;
    private final boolean overwrite;
    private final ExperimentServices services;

    Benchmark(BenchmarkSpec spec, BenchmarkDirectory directory, boolean overwrite, ExperimentServices services) {
        this.spec = spec;
        this.directory = directory;
        this.overwrite = overwrite;
        this.services = services;
    }

    /** Returns the resolved benchmark. */
    public BenchmarkSpec spec() {
        return spec;
    }

    /** Returns the resolved benchmark as JSON, which suffices to run it again, unless a dataset's configuration holds secrets: they are redacted. */
    public String json() {
        return Json.PRETTY.writeValueAsString(spec.json());
    }

    /** Returns the folder that the results are written to. */
    public Path directory() {
        return directory.path();
    }

    /** How a run ended: with a result, or with a reason why it has none. */
    private record Ended(BenchmarkSpec.Run run, Optional<ComparisonResult> result, Optional<String> failure) {}

    /**
     * Runs the benchmark, one run after the other in the same processes, and writes benchmark.json and report.html. A run that fails costs the results of its own data set alone.
     * Interrupted, it resumes when it is run again, as every {@link Experiment} does.
     *
     * @param listener receives the events of all runs, each after its {@link Progress.RunStarted}
     * @throws org.bakeoff.report.run.RunDirectoryInUseException if the folder holds something else, or the benchmark is run there already
     * @throws BakeoffException if every run failed, or a file can't be written
     * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays interrupted
     */
    public BenchmarkResults run(Consumer<Progress> listener) {
        return BakeoffException.reporting(() -> {
            try (HeldRunDirectory held = directory.hold()) {
                return held.whileHeld(() -> {
                    directory.begin(
                            spec.json(),
                            spec.runs().stream().map(BenchmarkSpec.Run::name).toList());
                    held.keep();
                    return runs(listener);
                });
            }
        });
    }

    private BenchmarkResults runs(Consumer<Progress> listener) throws IOException {
        List<Ended> ended = new ArrayList<>();
        List<BenchmarkSpec.Run> runs = spec.runs();
        RemainingTime time = new RemainingTime();
        BakeoffException first = null;
        // Worker processes and clusters take longer to start than small trials: one run leaves them to the next.
        try (TrialScheduler trials = services.trials()) {
            for (int index = 0; index < runs.size(); index++) {
                BenchmarkSpec.Run run = runs.get(index);
                listener.accept(new Progress.RunStarted(
                        run.name(), index + 1, runs.size(), time.of(runs.subList(index, runs.size()))));
                try {
                    ComparisonResult result = result(run, services.sharing(trials), time, listener);
                    ended.add(new Ended(run, Optional.of(result.withoutFindings()), Optional.empty()));
                } catch (BakeoffException e) {
                    first = first == null ? e : first;
                    listener.accept(new Progress.RunFailed(run.name(), String.valueOf(e.getMessage())));
                    ended.add(new Ended(run, Optional.empty(), Optional.of(failure(run, e.getMessage()))));
                }
            }
        }
        if (first != null && ended.stream().allMatch(run -> run.result().isEmpty())) {
            throw first;
        }
        BenchmarkResults results = compare(ended);
        new Reports().write(directory, results);
        return results;
    }

    private static String failure(BenchmarkSpec.Run run, @Nullable String reason) {
        return run.name().equals(run.dataset()) ? String.valueOf(reason) : run.name() + ": " + reason;
    }

    private ComparisonResult result(
            BenchmarkSpec.Run run, ExperimentServices shared, RemainingTime time, Consumer<Progress> listener) {
        long start = System.nanoTime();
        AtomicBoolean trained = new AtomicBoolean();
        ComparisonResult result = new Experiment(run.spec(), directory.run(run.name()), null, overwrite, shared)
                .run(event -> {
                    if (event instanceof Progress.TrialStarted) {
                        trained.set(true);
                    }
                    listener.accept(event);
                });
        if (trained.get()) {
            time.add(run, ExperimentRun.seconds(start));
        }
        return result;
    }

    private BenchmarkResults compare(List<Ended> ended) {
        ComparisonResult any =
                ended.stream().flatMap(run -> run.result().stream()).findFirst().orElseThrow();
        MeasuredMetrics.Metric metric = any.primaryMetric().orElseThrow();
        List<BenchmarkInput.Model> models = any.models().stream()
                .map(model -> new BenchmarkInput.Model(model.name(), model.baseline()))
                .toList();
        Map<OptionalInt, Map<String, List<Ended>>> bySize = new LinkedHashMap<>();
        for (Ended run : ended) {
            bySize.computeIfAbsent(run.run().trainSize(), size -> new LinkedHashMap<>())
                    .computeIfAbsent(run.run().dataset(), dataset -> new ArrayList<>())
                    .add(run);
        }
        List<BenchmarkResults.OfTrainSize> sizes = new ArrayList<>();
        bySize.forEach((size, datasets) -> {
            List<BenchmarkInput.Runs> runs = new ArrayList<>();
            datasets.forEach((dataset, of) -> runs.add(new BenchmarkInput.Runs(
                    dataset,
                    of.stream().flatMap(run -> run.result().stream()).toList(),
                    of.stream()
                            .filter(run -> run.result().isPresent())
                            .map(run -> run.run().fold().map(Fold::repeat).orElse(1))
                            .toList(),
                    of.stream().flatMap(run -> run.failure().stream()).findFirst())));
            sizes.add(new BenchmarkResults.OfTrainSize(
                    size, BenchmarkComparison.compare(new BenchmarkInput(spec.name(), metric, models, runs))));
        });
        return new BenchmarkResults(spec.name(), sizes);
    }
}
