package org.bakeoff.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.plugins.ThrownText;
import org.bakeoff.training.progress.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs trials on the thread that asks for them. */
final class LocalTrialExecutor implements TrialExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(LocalTrialExecutor.class);

    @Override
    public TrialOutcome run(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        TrialOutcome outcome = attempt(trial, folder, encoded, listener);
        try {
            return Cancellation.defer(() -> {
                TrialFolder.write(folder, outcome);
                if (!(outcome instanceof TrialOutcome.Failed) && trial.untilEpoch() == null) {
                    TrialFolder.forget(folder);
                }
                return outcome;
            });
        } catch (IOException e) {
            Cancellation.check(e);
            return outcome instanceof TrialOutcome.Failed
                    ? outcome
                    : new TrialOutcome.Failed(trial, FileErrors.sentence(e));
        }
    }

    private static TrialOutcome attempt(Trial trial, Path folder, Path encoded, Consumer<Progress.OfTrial> listener) {
        try {
            return new TrialRunner(trial, folder, listener).run(encoded);
        } catch (CancellationException e) {
            throw e;
        } catch (TrialException | IOException | BakeoffException e) {
            Cancellation.check(e);
            LOG.debug("trial {} failed", trial.name(), e);
            return new TrialOutcome.Failed(
                    trial,
                    e instanceof IOException fault ? FileErrors.sentence(fault) : String.valueOf(e.getMessage()),
                    !(e instanceof TrialException fault) || fault.isRetryable());
        } catch (Throwable e) {
            Cancellation.check(e);
            String text = ThrownText.of(e);
            LOG.error("trial {} failed in a way that it should not: {}", trial.name(), text);
            return new TrialOutcome.Failed(trial, "an error that Bakeoff doesn't know: " + text);
        }
    }
}
