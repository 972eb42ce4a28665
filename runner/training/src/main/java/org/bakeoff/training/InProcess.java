package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.FileFault;
import org.bakeoff.training.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs trials on the thread that asks for them. */
final class InProcess implements TrialExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(InProcess.class);

    @Override
    public Outcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        Outcome outcome = attempt(trial, folder, encoded, listener);
        try {
            TrialFolder.write(folder, outcome);
            // One that may be tested later goes on from there.
            if (outcome.failure() == null && trial.tested()) {
                TrialFolder.forget(folder);
            }
            return outcome;
        } catch (IOException e) {
            Cancellation.check(e);
            String failure = outcome.failure();
            return Outcome.failed(trial, failure == null ? FileFault.sentence(e) : failure);
        }
    }

    private static Outcome attempt(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        try {
            return Outcome.done(trial, new TrialRunner(trial, folder, listener).run(encoded));
        } catch (CancellationException e) {
            throw e;
        } catch (TrialException | IOException e) {
            Cancellation.check(e);
            LOG.debug("trial {} failed", trial.name(), e);
            return Outcome.failed(
                    trial, e instanceof IOException fault ? FileFault.sentence(fault) : String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            Cancellation.check(e);
            LOG.error("trial {} failed in a way that it should not", trial.name(), e);
            return Outcome.failed(trial, "an error that Bakeoff doesn't know: " + e);
        }
    }
}
