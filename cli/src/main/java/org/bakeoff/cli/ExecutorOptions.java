package org.bakeoff.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bakeoff.experiment.ExperimentBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Holds the options that choose an executor. */
final class ExecutorOptions {

    @Option(
            names = "--executor",
            required = true,
            paramLabel = "NAME",
            description = "Has the trials run elsewhere, by the executor of that name, which is a module of its own.")
    private String name = "";

    @Option(
            names = "--master",
            paramLabel = "URL",
            description = "The address of what runs them, in the executor's own terms.")
    private @Nullable String master;

    @Option(
            names = "--conf",
            paramLabel = "K=V",
            description = "A setting of the executor's own. May be given several times.")
    private Map<String, String> conf = new LinkedHashMap<>();

    void apply(ExperimentBuilder builder) {
        builder.executor(name, master, conf);
    }
}
