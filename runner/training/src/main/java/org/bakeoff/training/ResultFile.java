package org.bakeoff.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import org.bakeoff.training.executor.Executor;
import org.bakeoff.training.progress.Layer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code result.json}, which says how a trial ended; a trial writes it last.
 *
 * @param status how the trial ended
 * @param reason why it diverged or failed, or null
 * @param layers the model's layers; none if it failed
 * @param predictions the SHA-256 of {@code predictions.csv}; null if it failed or wasn't tested, or was run by an earlier
 *     version
 * @param epochs how many lines {@code history.jsonl} has; null if it failed, or was run by an earlier version
 * @param retryable whether it may end otherwise when it is run again; null if it didn't fail, or was run by an earlier version
 * @param untilEpoch the epoch after which it was to stop; null if it was trained to the end
 */
record ResultFile(
        Status status,
        @Nullable String reason,
        List<Layer> layers,
        @Nullable String predictions,
        @Nullable Integer epochs,
        @Nullable Boolean retryable,
        @Nullable Integer untilEpoch) {

    static final String NAME = Executor.RESULT;

    enum Status {
        @JsonProperty("done")
        DONE,
        @JsonProperty("diverged")
        DIVERGED,
        @JsonProperty("failed")
        FAILED
    }

    /** Copies the list. */
    ResultFile {
        Objects.requireNonNull(status);
        layers = List.copyOf(layers);
    }

    String reasonOrNone() {
        return reason == null ? "it gave no reason" : reason;
    }

    boolean mayPass() {
        return retryable == null || retryable;
    }

    /** Returns whether a trial that failed may end otherwise when it is run again: not if it has written that it doesn't. */
    static boolean mayPass(Path folder) {
        try {
            return read(folder).mayPass();
        } catch (IOException | BakeoffException e) {
            return true;
        }
    }

    /** Returns the number of epochs that a trial which neither failed, diverged nor stopped early has had by its epoch to stop after. */
    int epochsOf(Trial trial) {
        int planned = untilEpoch == null ? trial.model().training().epochs() : untilEpoch;
        return Math.min(planned, trial.epochs());
    }

    /**
     * Writes how a trial ended.
     *
     * @param predictions the SHA-256 of its predictions; null if it has none
     */
    static void write(Path folder, TrialOutcome outcome, @Nullable String predictions) throws IOException {
        if (outcome instanceof TrialOutcome.Failed failed) {
            write(
                    folder,
                    new ResultFile(
                            Status.FAILED,
                            failed.reason(),
                            List.of(),
                            null,
                            null,
                            failed.retryable(),
                            outcome.trial().untilEpoch()));
            return;
        }
        TrialResult result = outcome.findResult().orElseThrow();
        TrialOutcome.Diverged diverged = outcome instanceof TrialOutcome.Diverged one ? one : null;
        write(
                folder,
                new ResultFile(
                        diverged == null ? Status.DONE : Status.DIVERGED,
                        diverged == null ? null : diverged.reason(),
                        result.layers(),
                        predictions,
                        result.history().epochs(),
                        null,
                        outcome.trial().untilEpoch()));
    }

    /** Writes that a trial was run elsewhere. */
    static void writeElsewhere(Path folder, String predictions) throws IOException {
        write(folder, new ResultFile(Status.DONE, null, List.of(), predictions, 0, null, null));
    }

    private static void write(Path folder, ResultFile result) throws IOException {
        AtomicFile.write(TrialFolder.writable(folder, NAME), ChecksummedJson.text(Json.COMPACT.valueToTree(result)));
    }

    /**
     * Reads how a trial ended.
     *
     * @throws DamagedFileException if the file isn't what a trial wrote
     * @throws java.nio.file.NoSuchFileException if it is missing
     * @throws org.bakeoff.io.BakeoffException if it can't be read
     */
    static ResultFile read(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        try {
            return Json.COMPACT.treeToValue(ChecksummedJson.read(TrialFolder.text(file)), ResultFile.class);
        } catch (JacksonException e) {
            throw TrialFolder.damaged(file, e);
        }
    }
}
