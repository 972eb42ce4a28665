package org.bakeoff.runner.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.runner.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs trials on the thread that asks for them. */
final class InProcess implements TrialExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

    @Override
    public Outcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        long start = System.nanoTime();
        Outcome outcome;
        try {
            outcome = Outcome.done(trial, new TrialRunner(trial, folder, listener).run(encoded));
        } catch (TrialException | IOException e) {
            LOG.debug("trial {} failed", trial.name(), e);
            outcome = Outcome.failed(trial, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            LOG.error("trial {} failed in a way that it should not", trial.name(), e);
            outcome = Outcome.failed(trial, "an error that Bakeoff doesn't know: " + e);
        }
        TrialResult result = outcome.result();
        double seconds = result == null ? (System.nanoTime() - start) / 1e9 : result.trainSeconds();
        listener.accept(new Progress.TrialEnded(trial.name(), outcome.failure(), seconds));
        return outcome;
    }
}
