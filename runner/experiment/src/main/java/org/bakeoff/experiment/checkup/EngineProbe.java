package org.bakeoff.experiment.checkup;

import org.bakeoff.training.TrainingSmokeTest;
import org.bakeoff.training.TrialException;
import org.bakeoff.training.engine.EngineMissingException;

/** Loads PyTorch and takes a step of training, in a process that it may crash: natives may be damaged, or not fit the machine. */
final class EngineProbe {

    private EngineProbe() {}

    /** Tries PyTorch. What it reports without a crash is found again by {@link EngineCheck}. */
    @SuppressWarnings("EmptyCatch")
    public static void main(String[] arguments) {
        try (TrainingSmokeTest step = new TrainingSmokeTest("cpu")) {
            step.train();
        } catch (EngineMissingException | TrialException e) {
            // It is no crash.
        }
    }
}
