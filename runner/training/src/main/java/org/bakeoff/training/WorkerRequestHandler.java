package org.bakeoff.training;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.bakeoff.io.Json;
import org.bakeoff.training.progress.Progress;

/** Runs the trials that a worker process is asked for, each described by the {@code trial.json} in its folder. */
public final class WorkerRequestHandler {

    private final TrialFolder folders;

    /**
     * What a worker is asked for.
     *
     * @param folder the trial's folder
     * @param encoded the file of the encoded data
     */
    private record Request(String folder, String encoded) {}

    @Inject
    WorkerRequestHandler(TrialFolder folders) {
        this.folders = folders;
    }

    /** The line that asks for a trial. */
    static String request(Path folder, Path encoded) {
        return Json.COMPACT.writeValueAsString(new Request(
                folder.toAbsolutePath().toString(), encoded.toAbsolutePath().toString()));
    }

    /**
     * Runs a trial once into its folder; how it ended is in that folder. Where that can't be written there, the end is told to
     * the listener.
     *
     * @param request the line that asks for it
     * @param listener hears of its progress
     */
    public void run(String request, Consumer<Progress.OfTrial> listener) throws IOException {
        Request asked = Json.COMPACT.readValue(request, Request.class);
        Path folder = Path.of(asked.folder());
        Trial trial = folders.trial(folder);
        TrialOutcome outcome = new LocalTrialExecutor().run(trial, folder, Path.of(asked.encoded()), listener);
        if (outcome instanceof TrialOutcome.Failed failed && !TrialFolder.ended(folder)) {
            listener.accept(new Progress.TrialEnded(trial.name(), failed.reason(), 0));
        }
    }
}
