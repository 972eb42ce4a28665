package org.bakeoff.runner.trial;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.runner.progress.Progress;

/** Runs the trial that a {@code trial.json} describes. */
public final class TrialFile {

    private final TrialFolder folders;

    @Inject
    TrialFile(TrialFolder folders) {
        this.folders = folders;
    }

    /**
     * Runs the trial once into the folder that its file lies in; how it ended is in that folder.
     *
     * @param file the {@code trial.json}
     * @param encoded the encoded data
     * @param listener hears of its progress
     */
    public void run(Path file, Path encoded, Consumer<Progress.OfTrial> listener) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        new InProcess().run(folders.trial(folder), folder, encoded, listener);
    }
}
