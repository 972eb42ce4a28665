package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.Json;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.spec.BenchmarkSpec;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.benchmark.BenchmarkComparison;
import org.bakeoff.statistics.benchmark.BenchmarkInput;
import org.bakeoff.statistics.benchmark.BenchmarkResults;
import org.bakeoff.training.TrialScheduler;
import org.bakeoff.training.progress.Progress;

/**
 * Runs a resolved benchmark: the same models on several data sets, on the folds of each, or with several numbers of training
 * examples. Each of its runs is an {@link Experiment} with a run directory of its own. {@link ExperimentBuilder#buildBenchmark()}
 * makes one.
 */
public final class Benchmark {

    /** How long a run's folder may be used by something else. */
    private static final int PATIENCE_SECONDS = 30;

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

    /** Says how a run ended: with a result, or with a reason why it has none, or not all of one. */
    private record Ended(BenchmarkSpec.Run run, Optional<ComparisonResult> result, Optional<String> failure) {}

    /**
     * Runs the benchmark, one run after the other in the same processes, and writes benchmark.json and report.html. A run that fails costs the results of its own data set alone.
     * Interrupted, it resumes when it is run again, as every {@link Experiment} does.
     *
     * @param listener receives the events of all runs, each after its {@link Progress.RunStarted}. What it throws stops the benchmark
     *     and reaches the caller
     * @throws RunDirectoryInUseException if the folder holds something else, a run of another spec, plugin, version or data among
     *     it, or the benchmark is run there already
     * @throws BakeoffException if every run failed, a file can't be written, or the folder is deleted meanwhile
     * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays interrupted
     */
    public BenchmarkResults run(Consumer<Progress> listener) {
        return run(listener, (run, result) -> {});
    }

    /**
     * Runs the benchmark as {@link #run(Consumer)} does.
     *
     * @param results receives the name and the result of each run that has one, after the run's events; for what it throws the same
     *     holds as for the listener
     */
    public BenchmarkResults run(Consumer<Progress> listener, BiConsumer<String, ComparisonResult> results) {
        return ListenerGuard.to(listener, events -> {
            try (HeldRunDirectory held = directory.hold()) {
                return held.whileHeld(() -> {
                    if (!overwrite) {
                        checkEarlierRuns();
                    }
                    directory.begin(
                            spec.json(),
                            spec.runs().stream().map(BenchmarkSpec.Run::name).toList());
                    held.keep();
                    return runs(held, events, results);
                });
            }
        });
    }

    private BenchmarkResults runs(
            HeldRunDirectory held, Consumer<Progress> listener, BiConsumer<String, ComparisonResult> results)
            throws IOException {
        List<Ended> ended = new ArrayList<>();
        List<BenchmarkSpec.Run> runs = spec.runs();
        RemainingTime time = new RemainingTime();
        Map<String, SharedInputs> inputs = new HashMap<>();
        BakeoffException first = null;
        // Worker processes and clusters take longer to start than small trials: one run leaves them to the next.
        try (TrialScheduler trials = services.trials()) {
            for (int index = 0; index < runs.size(); index++) {
                BenchmarkSpec.Run run = runs.get(index);
                held.check();
                listener.accept(new Progress.RunStarted(
                        run.name(), index + 1, runs.size(), time.of(runs.subList(index, runs.size()))));
                try {
                    ExperimentServices shared = services.sharing(
                            trials, inputs.computeIfAbsent(run.dataset(), dataset -> new SharedInputs()));
                    ComparisonResult result = result(run, shared, time, listener);
                    ListenerGuard.call(() -> results.accept(run.name(), result));
                    ended.add(ended(run, result, ended));
                } catch (BakeoffException e) {
                    held.check();
                    if (e instanceof RunDirectoryInUseException other
                            && !other.differences().isEmpty()) {
                        // The runs after it would be of other data than those that are there.
                        throw e;
                    }
                    first = first == null ? e : first;
                    listener.accept(new Progress.RunFailed(run.name(), String.valueOf(e.getMessage())));
                    ended.add(new Ended(
                            run, Optional.empty(), Optional.of(failure(run, String.valueOf(e.getMessage())))));
                }
            }
        }
        if (first != null && ended.stream().allMatch(run -> run.result().isEmpty())) {
            throw first;
        }
        BenchmarkResults compared = compare(ended);
        new Reports().write(directory, compared);
        return compared;
    }

    /** Checks that no run that has begun had another spec, plugins or versions, before anything is trained or written. */
    private void checkEarlierRuns() {
        Map<String, Provenance> now = new HashMap<>();
        for (BenchmarkSpec.Run run : spec.runs()) {
            try {
                RunDirectory earlier = directory.run(run.name());
                if (earlier.begun()) {
                    ResumeCheck check = ResumeCheck.of(earlier);
                    check.check(run.spec());
                    check.checkSoftware(now.computeIfAbsent(run.dataset(), dataset -> software(run.spec())));
                }
            } catch (RunDirectoryInUseException e) {
                throw e;
            } catch (BakeoffException e) {
                // It costs this run alone, which says so.
            }
        }
    }

    private static Provenance software(Spec spec) {
        return BakeoffException.reporting(() -> RunProvenance.of("", spec, "", 0, null, List.of(), 0));
    }

    private static String failure(BenchmarkSpec.Run run, String reason) {
        return run.name().equals(run.dataset()) ? reason : run.name() + ": " + reason;
    }

    /**
     * Returns what counts of a run.
     *
     * @param before the runs before it
     * @throws BakeoffException if nothing does
     */
    private static Ended ended(BenchmarkSpec.Run run, ComparisonResult result, List<Ended> before) {
        if (result.primaryMetric().isEmpty()) {
            throw new BakeoffException(
                    ErrorCode.PLUGIN_FAILED,
                    ErrorLocation.NONE,
                    "The primary metric could not be measured",
                    "The report of the run says why.");
        }
        before.stream()
                .flatMap(one -> one.result().flatMap(earlier -> fault(one.run(), earlier, run, result)).stream())
                .findFirst()
                .ifPresent(fault -> {
                    throw new BakeoffException(
                            ErrorCode.PLUGIN_FAILED,
                            ErrorLocation.NONE,
                            fault,
                            "Report this to the author of the plugin.");
                });
        return new Ended(
                run,
                Optional.of(result.withoutFindings()),
                result.complete()
                        ? Optional.empty()
                        : Optional.of(failure(run, "some of its trials or evaluators failed, as its report says")));
    }

    private static boolean isOfTheSameCut(BenchmarkSpec.Run one, BenchmarkSpec.Run other) {
        return one.dataset().equals(other.dataset())
                && one.trainSize().equals(other.trainSize())
                && one.fold().map(Fold::repeat).equals(other.fold().map(Fold::repeat));
    }

    /** Returns what keeps two runs from standing side by side; empty if nothing does. */
    private static Optional<String> fault(
            BenchmarkSpec.Run before, ComparisonResult earlier, BenchmarkSpec.Run run, ComparisonResult result) {
        DatasetDescription data = earlier.dataset().description();
        DatasetDescription other = result.dataset().description();
        if (run.fold().isPresent()
                && isOfTheSameCut(before, run)
                && data.testSha256().equals(other.testSha256())) {
            return Optional.of("The dataset's plugin gave the test set of " + before.name()
                    + " again, while each fold must test on other examples");
        }
        if (before.dataset().equals(run.dataset()) && !data.classes().equals(other.classes())) {
            return Optional.of(
                    "The dataset's plugin gave other classes, or another order of them, than for " + before.name());
        }
        if (before.dataset().equals(run.dataset())
                && !earlier.dataset().positive().equals(result.dataset().positive())) {
            return Optional.of(
                    "The dataset's plugin gave a training and a test set in which another class is the rarer one, and"
                            + " so the positive one, than for " + before.name());
        }
        MeasuredMetrics.Metric metric = earlier.primaryMetric().orElseThrow();
        MeasuredMetrics.Metric now = result.primaryMetric().orElseThrow();
        if (!metric.name().equals(now.name())) {
            return Optional.of("The evaluator's plugin gave another primary metric, '" + now.name() + "', than '"
                    + metric.name() + "' for " + before.name());
        }
        return metric.higherIsBetter() == now.higherIsBetter() && metric.rate() == now.rate()
                ? Optional.empty()
                : Optional.of("The evaluator's plugin gave the primary metric another direction or unit than for "
                        + before.name());
    }

    private ComparisonResult result(
            BenchmarkSpec.Run run, ExperimentServices shared, RemainingTime time, Consumer<Progress> listener) {
        long start = System.nanoTime();
        AtomicBoolean trained = new AtomicBoolean();
        Experiment experiment = new Experiment(run.spec(), directory.run(run.name()), null, overwrite, shared);
        ComparisonResult result = onceFree(() -> experiment.run(event -> {
            if (event instanceof Progress.TrialStarted) {
                trained.set(true);
            }
            listener.accept(event);
        }));
        if (trained.get()) {
            time.add(run, ExperimentRun.seconds(start));
        }
        return result;
    }

    /** Runs, as soon as a run directory is free: a report that is rendered there takes seconds, and would cost the run's data set. */
    private static ComparisonResult onceFree(Supplier<ComparisonResult> running) {
        for (int waited = 0; ; waited++) {
            try {
                return running.get();
            } catch (RunDirectoryInUseException e) {
                if (e.code() != ErrorCode.RUN_DIRECTORY_IN_USE || waited == PATIENCE_SECONDS) {
                    throw e;
                }
            }
            try {
                Thread.sleep(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Cancellation.exception();
            }
        }
    }

    private BenchmarkResults compare(List<Ended> ended) {
        ComparisonResult any =
                ended.stream().flatMap(run -> run.result().stream()).findFirst().orElseThrow();
        MeasuredMetrics.Metric metric = BenchmarkMetric.of(
                ended.stream().flatMap(run -> run.result().stream()).toList());
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
        return BenchmarkResults.of(spec.name(), sizes);
    }
}
