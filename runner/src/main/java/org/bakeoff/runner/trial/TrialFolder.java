package org.bakeoff.runner.trial;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.bakeoff.runner.files.WholeFile;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Epoch;
import org.bakeoff.runner.progress.Layer;
import org.bakeoff.runner.spec.SpecReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads back how a trial ended from the folder that it left: {@code trial.json}, {@code result.json}, and the history and
 * the predictions of one that did not fail.
 */
public final class TrialFolder {

    private static final String TRIAL = "trial.json";
    private static final String RESULT = "result.json";

    private final SpecReader specs;

    /** How a trial ended. */
    private enum Status {
        DONE,
        DIVERGED,
        FAILED
    }

    /**
     * {@code result.json}.
     *
     * @param status "done", "diverged" or "failed"
     * @param reason why it diverged or failed, or null
     * @param layers the model's layers; none if it failed
     */
    private record Result(String status, @Nullable String reason, List<Layer> layers) {}

    @Inject
    TrialFolder(SpecReader specs) {
        this.specs = specs;
    }

    /**
     * Reads a folder; its trial is resolved against the plugins that there are.
     *
     * @throws IOException if a file is missing or isn't what a trial wrote; the message names it
     * @throws org.bakeoff.runner.spec.SpecException if a plugin is missing or doesn't take the configuration
     */
    public Outcome read(Path folder) throws IOException {
        return read(folder, trial(folder));
    }

    /**
     * The trial of a folder, resolved against the plugins that there are.
     *
     * @throws IOException if its file is missing or isn't what a trial wrote; the message names it
     * @throws org.bakeoff.runner.spec.SpecException if its plugin is missing or doesn't take the configuration
     */
    public Trial trial(Path folder) throws IOException {
        Path file = folder.resolve(TRIAL);
        try {
            JsonNode json = Json.COMPACT.readTree(Files.readString(file));
            return new Trial(
                    specs.model(file.toString(), json.path("model").asString(), json),
                    json.path("seed").asLong(),
                    json.path("device").asString());
        } catch (JacksonException e) {
            throw damaged(file, e);
        }
    }

    static void write(Path folder, Trial trial) throws IOException {
        WholeFile.write(folder.resolve(TRIAL), Json.PRETTY.writeValueAsString(trial.toJson()) + "\n");
    }

    static void write(Path folder, Outcome outcome) throws IOException {
        TrialResult result = outcome.result();
        Result written = result == null
                ? new Result(name(Status.FAILED), outcome.failure(), List.of())
                : new Result(
                        name(result.diverged() == null ? Status.DONE : Status.DIVERGED),
                        result.diverged(),
                        result.layers());
        WholeFile.write(folder.resolve(RESULT), Json.PRETTY.writeValueAsString(written) + "\n");
    }

    /** Whether the trial got as far as to say how it ended. */
    static boolean ended(Path folder) {
        return Files.exists(folder.resolve(RESULT));
    }

    /**
     * Why a trial left no model to ask, in words for the user; null if it did.
     *
     * @throws IOException if its {@code result.json} isn't what a trial wrote; the message names it
     */
    public static @Nullable String unusable(Path folder) throws IOException {
        if (!ended(folder)) {
            return "it hasn't ended";
        }
        Path file = folder.resolve(RESULT);
        try {
            Result result = Json.COMPACT.readValue(Files.readString(file), Result.class);
            return switch (Status.valueOf(result.status().toUpperCase(Locale.ROOT))) {
                case DONE ->
                    Files.exists(folder.resolve(Weights.FILE)) ? null : folder.resolve(Weights.FILE) + " is missing";
                case DIVERGED -> String.valueOf(result.reason());
                case FAILED -> "it failed: " + result.reason();
            };
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw damaged(file, e);
        }
    }

    static Outcome read(Path folder, Trial trial) throws IOException {
        Path file = folder.resolve(RESULT);
        try {
            Result result = Json.COMPACT.readValue(Files.readString(file), Result.class);
            String reason = result.reason();
            Status status = Status.valueOf(result.status().toUpperCase(Locale.ROOT));
            if (status == Status.FAILED) {
                return Outcome.failed(trial, reason == null ? "it gave no reason" : reason);
            }
            return Outcome.done(
                    trial,
                    new TrialResult(
                            result.layers(),
                            history(folder.resolve("history.jsonl")),
                            PredictionsFile.read(folder.resolve("predictions.csv"), trial.seed()),
                            status == Status.DIVERGED ? reason : null));
        } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
            throw damaged(file, e);
        }
    }

    /** A line an epoch; no file if the model diverged in the first. */
    private static List<Epoch> history(Path file) throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(line -> Json.COMPACT.readValue(line, Epoch.class)).toList();
        } catch (JacksonException e) {
            throw damaged(file, e);
        }
    }

    /** Removes what an attempt left, so that the next one starts from nothing. */
    static void clear(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String name(Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private static IOException damaged(Path file, RuntimeException fault) {
        return new IOException(file + " is damaged; run the experiment again", fault);
    }
}
