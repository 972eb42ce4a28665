package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.training.worker.WorkerLoop;

/** Starts a worker process, which runs trials until its standard input ends. */
final class WorkerMain {

    private WorkerMain() {}

    /**
     * Runs trials until standard input ends.
     *
     * @param arguments the folders with the copies of plugins, see {@link PinnedPlugins#folders()}
     */
    public static void main(String[] arguments) throws IOException {
        WorkerLoop loop = WorkerLoop.start();
        List<Path> plugins = Stream.of(arguments).map(Path::of).toList();
        WorkerLoop.RequestHandler handler;
        try {
            handler = ExperimentServices.withoutWorkers(
                            PinnedPlugins.open(plugins), List.of(), CacheFolder.ofPlatform(), true)
                    .workerRequestHandler();
        } catch (BakeoffException e) {
            // Its last words become the reason why the trial failed.
            loop.end(String.valueOf(e.getMessage()));
            throw e;
        }
        loop.run(handler);
    }
}
