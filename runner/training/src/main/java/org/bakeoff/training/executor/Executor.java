package org.bakeoff.training.executor;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.training.progress.Progress;

/**
 * Runs the trials of one experiment somewhere, each in a process of its own ({@link org.bakeoff.training.worker.TrialProcess}), with
 * the result that they have everywhere. What it needs for that is started when it is first needed.
 */
public interface Executor extends AutoCloseable {

    /** The file in a trial's folder that says how the trial ended; a trial writes it last. */
    String RESULT = "result.json";

    /**
     * Turns what a spec asks for into the device that trials get.
     *
     * @param wanted "auto", "cpu", "gpu" or "gpu:N"
     * @return "cpu", or "gpu" for whichever GPU the process of a trial is given
     * @throws DeviceException if trials can't have such a device
     */
    String device(String wanted) throws DeviceException;

    /**
     * Returns how many trials are worth running at once, 1 or more.
     *
     * @throws IOException if that can't be found out; the message is for the user
     */
    int sideBySide() throws IOException;

    /**
     * Runs a trial once, to its end. May be called by several threads at once.
     *
     * @param folder the trial's folder on this machine. It holds {@code trial.json} and, where an earlier attempt left one,
     *     {@code checkpoint/} and {@code history.jsonl}; afterwards it holds what the trial left, and where the trial was lost, its last checkpoint with
     *     at least the history that belongs to it
     * @param encoded the file of the encoded data, one for all trials whose models have the same encoding
     * @param listener receives the trial's events, from one thread at a time
     * @return why the trial failed, for the user and without a full stop; empty if its folder has the outcome
     * @throws IOException if the trial can't be run or its files can't be had; the message is for the user
     * @throws InterruptedException if this thread is interrupted; the trial is then cancelled, and its checkpoint in the folder
     */
    Optional<String> run(Path folder, Path encoded, Consumer<Progress.OfTrial> listener)
            throws IOException, InterruptedException;

    /**
     * Opens a run directory elsewhere. From then on {@link #run} stores the folders of trials: when they end, and every new
     * checkpoint.
     *
     * @param place its address
     * @param folder the folder of this machine that stands for it; those of trials are below it
     * @throws IOException if there is no such place; the message is for the user
     * @throws BakeoffException if this executor stores none
     */
    default RunStore store(URI place, Path folder) throws IOException {
        throw new BakeoffException(
                ErrorCode.EXECUTOR_INVALID,
                ErrorLocation.NONE,
                "This executor can't have its run directory at " + place,
                "Choose a folder of this machine with --out.");
    }

    /** Interrupts trials that are running and frees everything. Interrupted trials leave a checkpoint where that is possible. */
    @Override
    void close();
}
