package org.bakeoff.training.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.training.TrainingSmokeTest;
import org.bakeoff.training.TrialException;
import org.bakeoff.training.engine.EngineMissingException;

/** Loads PyTorch and takes a step of training in a process of its own, since natives that are damaged or don't fit crash it. */
public final class EngineProbe {

    private EngineProbe() {}

    /** Runs in that process. What is reported without a crash is found again by whoever asks. */
    public static void main(String[] arguments) {
        try (TrainingSmokeTest step = new TrainingSmokeTest("cpu")) {
            step.train();
        } catch (EngineMissingException | TrialException e) {
            System.err.println(e.getMessage());
        }
    }

    /**
     * Returns how a process crashes that loads PyTorch as this one would: the signal, the place, and the file of the JVM's report,
     * without a full stop. Empty if it doesn't.
     *
     * @throws IOException if no process can be started
     */
    public static Optional<String> crash() throws IOException, InterruptedException {
        Path reports = Path.of(System.getProperty("java.io.tmpdir", ""));
        WorkerCommand command = WorkerCommand.here(EngineProbe.class, List.of(), Map.of());
        try (WorkerProcess process = new WorkerProcess(
                command, (Files.isWritable(reports) ? reports : Path.of("")).resolve("bakeoff-crash-%p.log"))) {
            return process.failure();
        }
    }
}
