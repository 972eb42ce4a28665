package org.bakeoff.training.executor;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds the options of an executor.
 *
 * @param master the address of what runs the trials, in the executor's own terms; null where the user names none
 * @param conf the executor's own properties, by their names; <code>${NAME}</code> in a value stands for an environment variable
 * @param worker the main class of a worker process, see {@link org.bakeoff.training.worker.WorkerCommand}
 * @param plugins the folders of plugins; trials need what is in them wherever they run
 */
public record ExecutorOptions(@Nullable String master, Map<String, String> conf, String worker, List<Path> plugins) {

    /** Copies the map, in its order, and the list. */
    public ExecutorOptions {
        conf = Collections.unmodifiableMap(new LinkedHashMap<>(conf));
        plugins = List.copyOf(plugins);
    }

    /** Returns the options with the names of the properties alone, whose values may be secrets. */
    @Override
    public String toString() {
        return "ExecutorOptions[conf=" + conf.keySet() + "]";
    }
}
