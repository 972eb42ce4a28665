package org.bakeoff.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bakeoff.io.Json;
import org.bakeoff.training.progress.Progress;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Runs the notebook's experiment for one epoch and prints, as a line of JSON each, what its events say of time:
 * milliseconds a batch of 64 reviews, after {@value #WARM_UP} batches to warm up, and training reviews a second of all
 * trials together.
 */
@Command(name = "batch-times", mixinStandardHelpOptions = true, description = "Times the batches of an epoch.")
public final class BatchTimes implements Callable<Integer> {

    private static final int WARM_UP = 10;
    private static final int BATCH = 64;

    @Mixin
    private final NotebookExperiment notebook = new NotebookExperiment();

    @Option(names = "--out", required = true, description = "the run directory, which must not exist")
    @SuppressWarnings("NullAway.Init")
    private Path out;

    private final Map<String, Clock> clocks = new LinkedHashMap<>();
    private long firstBatch;
    private long lastBatch;
    private int trained;

    BatchTimes() {}

    /** Runs the command. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BatchTimes()).execute(arguments));
    }

    /** Holds what one trial's events said so far, of one of its phases. */
    private static final class Clock {

        private final String model;
        private final String phase;
        private long start;
        private long end;
        private int startCount;
        private int endCount;

        Clock(String model, String phase) {
            this.model = model;
            this.phase = phase;
        }

        void at(int reviews, int warmUp) {
            long now = System.nanoTime();
            if (reviews >= warmUp) {
                if (start == 0) {
                    start = now;
                    startCount = reviews;
                }
                end = now;
                endCount = reviews;
            }
        }

        double milliseconds() {
            return (end - start) / 1e6 / (endCount - startCount) * BATCH;
        }
    }

    @Override
    public Integer call() throws Exception {
        say("version", "Bakeoff " + NotebookExperiment.class.getPackage().getImplementationVersion());
        int train =
                notebook.experiment(out).run(this::hear).dataset().description().train();
        for (Clock clock : clocks.values()) {
            if (clock.endCount > clock.startCount) {
                say("model", clock.model, "phase", clock.phase, "ms", clock.milliseconds());
            }
        }
        say("phase", "throughput", "reviewsPerSecond", trained / ((lastBatch - firstBatch) / 1e9), "train", train);
        return Files.exists(out.resolve("comparison.json")) ? 0 : 1;
    }

    private void hear(Progress event) {
        if (event instanceof Progress.BatchTrained batch) {
            if (firstBatch == 0) {
                say("phase", "first batch");
                firstBatch = System.nanoTime();
            }
            clock(batch.trial(), "train").at(batch.batch() * BATCH, WARM_UP * BATCH);
        } else if (event instanceof Progress.EpochEnded epoch) {
            lastBatch = System.nanoTime();
            trained += (int) Math.round(epoch.epoch().seconds() * epoch.epoch().examplesPerSecond());
        } else if (event instanceof Progress.Predicting predicting) {
            clock(predicting.trial(), "predict").at(predicting.done(), 1);
        }
    }

    private Clock clock(String trial, String phase) {
        String model = trial.substring(0, trial.lastIndexOf('-'));
        return clocks.computeIfAbsent(trial + " " + phase, name -> new Clock(model, phase));
    }

    /** Prints keys and their values as a line of JSON. */
    static void say(Object... pairs) {
        Map<String, Object> line = new LinkedHashMap<>();
        for (int index = 0; index < pairs.length; index += 2) {
            line.put(pairs[index].toString(), pairs[index + 1]);
        }
        System.out.println(Json.COMPACT.writeValueAsString(line));
    }
}
