package org.bakeoff.training.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs code in a process of its own to see whether it crashes the JVM. */
public final class CrashProbe {

    private CrashProbe() {}

    /**
     * Returns how a process crashes that has the options and the class path of this one: the signal, the place, and the file of the
     * JVM's report, without a full stop. Empty if it doesn't.
     *
     * @param main a class with a main method
     * @throws IOException if no process can be started
     */
    public static Optional<String> crash(Class<?> main) throws IOException, InterruptedException {
        Path reports = Path.of(System.getProperty("java.io.tmpdir", ""));
        WorkerCommand command = WorkerCommand.here(main, List.of(), Map.of());
        try (WorkerProcess process = new WorkerProcess(
                command, (Files.isWritable(reports) ? reports : Path.of("")).resolve("bakeoff-crash-%p.log"))) {
            return process.failure();
        }
    }
}
