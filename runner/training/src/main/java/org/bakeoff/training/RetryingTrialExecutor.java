package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Json;
import org.bakeoff.training.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a trial that failed once more, from its last checkpoint if it has one, and reports how it ended. What would fail in the same
 * way again isn't retried.
 */
record RetryingTrialExecutor(TrialExecutor executor) implements TrialExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingTrialExecutor.class);

    /** The file in a trial's folder that is there during its second attempt, with the reason for it. */
    static final String NOTE = "retried.json";

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        TrialOutcome outcome = executor.run(trial, folder, encoded, listener);
        if (outcome instanceof TrialOutcome.Failed first
                && first.retryable()
                && !Thread.currentThread().isInterrupted()) {
            listener.accept(new Progress.TrialRetried(trial.name(), first.reason()));
            outcome = retried(first, folder, encoded, listener);
        }
        listener.accept(
                outcome instanceof TrialOutcome.Failed failed
                        ? new Progress.TrialFailed(trial.name(), failed.reason())
                        : new Progress.TrialEnded(
                                trial.name(), outcome.findResult().orElseThrow().trainSeconds()));
        return outcome;
    }

    private TrialOutcome retried(
            TrialOutcome.Failed first, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        Trial trial = first.trial();
        try {
            TrialFolder.clear(folder);
        } catch (IOException e) {
            return new TrialOutcome.Failed(trial, "what its first attempt left can't be removed: " + e.getMessage());
        }
        try {
            note(first, folder);
            return executor.run(trial, folder, encoded, listener);
        } finally {
            remove(folder);
        }
    }

    /** Says for whoever follows the run's files that this is the second attempt. No training depends on it. */
    private static void note(TrialOutcome.Failed first, Path folder) {
        try {
            AtomicFile.write(
                    TrialFolder.writable(folder, NOTE),
                    Json.COMPACT.writeValueAsString(
                            Json.COMPACT.createObjectNode().put("reason", first.reason())));
        } catch (IOException e) {
            LOG.debug("{} can't be written to {}", NOTE, folder, e);
        }
    }

    private static void remove(Path folder) {
        try {
            Files.deleteIfExists(TrialFolder.writable(folder, NOTE));
        } catch (IOException e) {
            LOG.debug("{} can't be removed from {}", NOTE, folder, e);
        }
    }
}
