package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.spec.Training;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Keeps a trial's training on disk, to resume from it: the arrays that it changes, with a {@link TrainingState} in
 * their note. A new checkpoint takes the place of the old one when it is whole.
 */
final class Checkpoint {

    /** The folder of the checkpoint within a trial's folder. */
    static final String FOLDER = "checkpoint";

    /** The longest time between two checkpoints. */
    private static final long PAUSE = 1_000_000_000L * Long.getLong("bakeoff.checkpointSeconds", 60);

    private final Path folder;
    private final String trial;
    private final Path file;
    private long written = System.nanoTime();

    /**
     * Holds the content of a checkpoint.
     *
     * @param state how far the training had come
     * @param arrays what it had changed
     */
    record Saved(TrainingState state, SafetensorsFile arrays) {}

    /** Holds what goes with the arrays: whose they are, see {@link Trial#sha256}, and how far the training had come. */
    private record Note(@Nullable String trial, @Nullable TrainingState state) {}

    /** Names the checkpoint in a trial's folder, which needn't exist yet. */
    Checkpoint(Path folder, Trial trial) {
        this.folder = folder;
        this.trial = trial.sha256();
        this.file = folder.resolve(FOLDER).resolve("state.safetensors");
    }

    boolean exists() throws IOException {
        return TrialFolder.exists(file);
    }

    /**
     * Opens it.
     *
     * @param training how it trains
     * @param batches how many batches an epoch has
     * @throws DamagedFileException if it isn't what was written
     * @throws org.bakeoff.io.BakeoffException if it can't be read
     */
    Saved open(Training training, int batches) throws IOException {
        SafetensorsFile arrays = SafetensorsFile.open(file);
        if (!arrays.hasChecksum()) {
            throw new DamagedFileException(file + " can't be used: it has no checksum");
        }
        try {
            Note note = Json.COMPACT.readValue(arrays.note(), Note.class);
            if (note != null && note.trial() != null && note.state() != null) {
                if (!trial.equals(note.trial())) {
                    throw new DamagedFileException(file + " can't be used: it is of another trial");
                }
                if (note.state().within(training, batches)) {
                    return new Saved(note.state(), arrays);
                }
            }
        } catch (JacksonException e) {
            throw unusable(e);
        }
        throw unusable(null);
    }

    private DamagedFileException unusable(@Nullable RuntimeException cause) {
        return new DamagedFileException(file + " can't be used: it doesn't say how far this training had come", cause);
    }

    /** Returns whether it is time to write the next one. */
    boolean due() {
        return System.nanoTime() - written >= PAUSE;
    }

    /**
     * Writes it, even if this thread was interrupted; it stays interrupted.
     *
     * @throws IOException if it can't be written; the one before is still there then
     */
    void write(TrainingState state, Map<String, NDArray> arrays) throws IOException {
        try {
            Cancellation.defer(() -> {
                RegularFiles.requireNoLinks(folder);
                RegularFiles.makeFolder(folder, FOLDER);
                SafetensorsWriter.save(arrays, Json.COMPACT.writeValueAsString(new Note(trial, state)), file);
                return file;
            });
        } finally {
            written = System.nanoTime();
        }
    }
}
