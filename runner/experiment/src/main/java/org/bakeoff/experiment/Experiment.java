package org.bakeoff.experiment;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.ValidationSplit;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.Json;
import org.bakeoff.io.Redaction;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.report.run.RunDirectoryInUseException;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataSummary;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Runs a resolved spec. {@link #builder()} makes one.
 *
 * <pre>{@code
 * ComparisonResult result = Experiment.builder()
 *         .spec(Path.of("experiments/quickstart.json"))
 *         .build()
 *         .run();
 * }</pre>
 */
public final class Experiment {

    private final Spec spec;
    private final RunDirectory directory;
    private final @Nullable URI place;
    private final boolean overwrite;
    private final ExperimentServices services;

    Experiment(Spec spec, RunDirectory directory, @Nullable URI place, boolean overwrite, ExperimentServices services) {
        this.spec = spec;
        this.directory = directory;
        this.place = place;
        this.overwrite = overwrite;
        this.services = services;
    }

    /** Returns a builder. */
    public static ExperimentBuilder builder() {
        return new ExperimentBuilder();
    }

    /** Returns the resolved spec. */
    public Spec spec() {
        return spec;
    }

    /** Returns the resolved spec as JSON, which suffices to run the experiment again, unless the dataset's configuration holds secrets: they are redacted. */
    public String json() {
        return Json.PRETTY.writeValueAsString(spec.toJson());
    }

    /**
     * Returns the folder that the results are written to. If they go to a remote place, it is a local folder that stands for it
     * while the experiment runs.
     */
    public Path directory() {
        return directory.path();
    }

    /** Returns where the results are: the folder, or an address without secrets and without a trailing slash. */
    public String place() {
        return place == null
                ? directory.path().toString()
                : Redaction.value(place.toString()).replaceFirst("/+$", "");
    }

    /**
     * Writes the training, the validation and the test set as this experiment uses them, for training in any other tool, without
     * training anything.
     *
     * @param folder where to, created where it is missing
     * @param listener receives the events of loading the data
     * @throws BakeoffException if the data isn't available, a file can't be written, or is there already and this experiment doesn't
     *     overwrite
     */
    public DataExport export(Path folder, DataExport.Format format, Consumer<Progress> listener) {
        return ListenerGuard.to(listener, events -> {
            DataLoader.Loaded data = services.load(spec, events);
            return DataExport.write(
                    data.file(),
                    ReadFiles.of(spec, data),
                    ValidationSplit.of(data.file().trial(), spec.training()),
                    new RunDirectory(folder),
                    format,
                    overwrite);
        });
    }

    /**
     * Describes the data of this experiment, without training anything.
     *
     * @param listener receives the events of loading the data
     * @throws BakeoffException if the data isn't available
     */
    public DataSummary data(Consumer<Progress> listener) {
        return ListenerGuard.to(listener, events -> {
            DataLoader.Loaded data = services.load(spec, events);
            return DataSummarizer.summary(
                    spec,
                    data.file(),
                    ValidationSplit.of(data.file().trial(), spec.training()),
                    data.file().notes());
        });
    }

    /** Runs the experiment without a listener; see {@link #run(Consumer)}. */
    public ComparisonResult run() {
        return run(event -> {});
    }

    /**
     * Runs the experiment on a thread of its own; see {@link #run(Consumer)}.
     *
     * @return what {@link #run(Consumer)} returns or throws. Cancelling it interrupts the run, which ends within a batch
     */
    public CompletableFuture<ComparisonResult> runAsync(Consumer<Progress> listener) {
        AsyncRun run = new AsyncRun(listener);
        run.thread.start();
        return run;
    }

    /** A run on a thread of its own. */
    private final class AsyncRun extends CompletableFuture<ComparisonResult> {

        private final Thread thread;

        AsyncRun(Consumer<Progress> listener) {
            thread = new Thread(
                    () -> {
                        try {
                            complete(run(event -> {
                                // What swallows an interrupt, as a sloppy listener does, keeps nothing from ending.
                                if (isCancelled()) {
                                    throw Cancellation.exception();
                                }
                                listener.accept(event);
                            }));
                        } catch (Throwable e) {
                            // A listener in Kotlin or Scala may throw a checked exception, too.
                            completeExceptionally(e);
                        }
                    },
                    "bakeoff " + spec.name());
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
                thread.interrupt();
            }
            return cancelled;
        }
    }

    /**
     * Runs the experiment and writes its run directory. If a trial fails, the others are still run and compared; see
     * {@link ComparisonResult#complete()}.
     *
     * <p>To stop the run, interrupt its thread, or throw from the listener. Trials write a checkpoint and end within a batch.
     * Run again in the same run directory, the experiment resumes: finished trials are kept, failed trials are retried, and the
     * others resume from their last checkpoints. The result is the same as without the interruption.
     *
     * @param listener receives the events, one at a time, but not always on this thread. What it throws stops the run and
     *     reaches the caller. It may ask a {@link TrainedRun} itself, but not wait for another thread that does: that thread may
     *     wait for the listener's turn at the engine to end
     * @throws RunDirectoryInUseException if the run directory holds a run of another experiment, other data or other plugins, or
     *     another run is in progress there
     * @throws SpecException if the requested device isn't available, there is no such positive class, or the validation set is too small for early stopping
     * @throws BakeoffException if the data isn't available or a file can't be written
     * @throws java.util.concurrent.CancellationException if this thread is interrupted; it stays interrupted
     */
    public ComparisonResult run(Consumer<Progress> listener) {
        return ListenerGuard.to(
                listener, events -> new ExperimentRun(spec, directory, place, overwrite, services).run(events));
    }
}
