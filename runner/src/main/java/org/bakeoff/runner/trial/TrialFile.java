package org.bakeoff.runner.trial;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Progress;
import org.bakeoff.runner.spec.SpecReader;
import tools.jackson.databind.JsonNode;

/** Runs the trial that a {@code trial.json} describes. */
public final class TrialFile {

    private final SpecReader specs;

    @Inject
    TrialFile(SpecReader specs) {
        this.specs = specs;
    }

    /**
     * Runs the trial into the folder that its file lies in; its result is in that folder and in the events.
     *
     * @param file the {@code trial.json}
     * @param encoded the encoded data
     * @param listener hears of its progress, first of its start and last of its end
     */
    public void run(Path file, Path encoded, Consumer<Progress.OfTrial> listener) throws IOException {
        JsonNode json = Json.COMPACT.readTree(Files.readString(file));
        Trial trial = new Trial(
                specs.model(file.toString(), json.path("model").asString(), json),
                json.path("seed").asLong(),
                json.path("device").asString());
        new InProcess().run(trial, file.resolveSibling(""), encoded, listener);
    }
}
