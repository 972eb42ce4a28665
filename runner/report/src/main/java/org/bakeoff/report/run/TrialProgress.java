package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.RunFiles.EpochMetrics;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Says how far a trial is, by the files in its folder, which may be written just now.
 *
 * @param name its name, which is that of its folder
 * @param model its model's name
 * @param seed its seed
 * @param status how far it is
 * @param reason why it failed or diverged, or why it is in its second attempt; else empty
 * @param planned how many epochs it has at most; 0 where none is planned or that isn't known
 * @param training the epochs that have ended
 */
public record TrialProgress(
        String name, String model, long seed, Status status, String reason, int planned, Training training) {

    private static final int LARGEST = 1 << 20;

    /** A longer reason is cut: thousands of trials may have one, and a page all of them. */
    private static final int LONGEST = 1_000;

    /** Says where a trial is. */
    public enum Status {
        WAITING,
        TRAINING,
        DONE,
        DIVERGED,
        FAILED
    }

    /**
     * Holds what was learned so far.
     *
     * @param done how many epochs have ended
     * @param seconds how long they took together
     * @param epochs these epochs, of many evenly spaced ones
     */
    public record Training(int done, double seconds, List<EpochMetrics> epochs) {

        static final Training NONE = new Training(0, 0, List.of());

        /** Copies the list. */
        public Training {
            epochs = List.copyOf(epochs);
        }
    }

    /** Returns whether it has ended, well or not. */
    public boolean over() {
        return status != Status.WAITING && status != Status.TRAINING;
    }

    /** Returns a trial that has no folder yet. */
    static TrialProgress waiting(String model, long seed, int planned) {
        return new TrialProgress(model + "-" + seed, model, seed, Status.WAITING, "", planned, Training.NONE);
    }

    /** Returns this trial with the model of the one that the spec plans, if its folder names none, as before it begins, or begins again. */
    TrialProgress completedBy(TrialProgress waiting) {
        return model.equals(name)
                ? new TrialProgress(name, waiting.model(), waiting.seed(), status, reason, waiting.planned(), training)
                : this;
    }

    /**
     * Reads a trial's folder.
     *
     * @param history what was read of its history before
     */
    static TrialProgress read(Path folder, FollowedHistory history) {
        JsonNode trial = json(folder.resolve("trial.json"));
        JsonNode result = json(folder.resolve("result.json"));
        Status status = switch (result.path("status").asString("")) {
            case "done" -> Status.DONE;
            case "diverged" -> Status.DIVERGED;
            case "failed" -> Status.FAILED;
            default -> Status.TRAINING;
        };
        String name = String.valueOf(folder.getFileName());
        return new TrialProgress(
                name,
                cut(trial.path("model").asString(name)),
                trial.path("seed").asLong(0),
                status,
                cut((status == Status.TRAINING ? json(folder.resolve("retried.json")) : result)
                        .path("reason")
                        .asString("")),
                trial.path("untilEpoch")
                        .asInt(trial.path("training").path("epochs").asInt(0)),
                history.read(folder.resolve("history.jsonl")));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    }

    private static JsonNode json(Path file) {
        try {
            return ChecksummedJson.read(RegularFiles.text(file, LARGEST));
        } catch (IOException | JacksonException e) {
            return Json.COMPACT.missingNode();
        }
    }
}
