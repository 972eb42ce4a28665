package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.training.worker.WorkerLoop;

/** Starts a worker process, which runs trials until its standard input ends. */
final class WorkerMain {

    private WorkerMain() {}

    /**
     * Runs trials until standard input ends.
     *
     * @param arguments the plugin folders
     */
    public static void main(String[] arguments) throws IOException {
        WorkerLoop loop = WorkerLoop.start();
        ExperimentServices services = ExperimentServices.withoutWorkers(
                Stream.of(arguments).map(Path::of).toList(), CacheFolder.ofPlatform(), true);
        loop.run(services.workerRequestHandler());
    }
}
