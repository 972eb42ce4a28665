package org.bakeoff.training.worker;

import java.nio.file.Path;
import org.bakeoff.io.Json;

/**
 * The line that asks a worker process for a trial.
 *
 * @param folder the trial's folder, which holds its {@code trial.json}
 * @param encoded the file of the encoded data
 */
record WorkerRequest(String folder, String encoded) {

    static WorkerRequest of(Path folder, Path encoded) {
        return new WorkerRequest(
                folder.toAbsolutePath().toString(), encoded.toAbsolutePath().toString());
    }

    static WorkerRequest ofLine(String line) {
        return Json.COMPACT.readValue(line, WorkerRequest.class);
    }

    String line() {
        return Json.COMPACT.writeValueAsString(this);
    }
}
