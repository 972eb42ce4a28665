package org.bakeoff.experiment.checkup;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.bakeoff.data.CacheFolder;

/** Checks the environment variables that Bakeoff and DJL read. The launcher rejects invalid Java options. */
final class EnvironmentCheck implements Checkup.Check {

    private static final List<String> VARIABLES = List.of(
            CacheFolder.VARIABLE,
            "BAKEOFF_JAVA_OPTIONS",
            "DJL_CACHE_DIR",
            "ENGINE_CACHE_DIR",
            "DJL_OFFLINE",
            "PYTORCH_LIBRARY_PATH",
            "PYTORCH_VERSION");

    private final Map<String, String> environment;

    EnvironmentCheck(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public void run(Consumer<CheckResult> listener) {
        String cache = environment.getOrDefault(CacheFolder.VARIABLE, "");
        if (!cache.isBlank() && !Path.of(cache).isAbsolute()) {
            listener.accept(CheckResult.attention(
                    "environment",
                    CacheFolder.VARIABLE + "=" + cache
                            + " is relative, so that every folder Bakeoff is started in has a cache of its own",
                    "Set it to an absolute path, such as " + Path.of(cache).toAbsolutePath() + "."));
            return;
        }
        String set = VARIABLES.stream()
                .filter(environment::containsKey)
                .map(name -> name + "=" + environment.get(name))
                .collect(Collectors.joining(", "));
        listener.accept(CheckResult.well(
                "environment", set.isEmpty() ? "no variable is set that Bakeoff or DJL goes by" : set));
    }
}
