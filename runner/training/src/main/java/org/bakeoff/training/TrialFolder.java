package org.bakeoff.training;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bakeoff.api.Predictions;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.RecursiveDeletion;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.Sha256;
import org.bakeoff.spec.SpecReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads back how a trial ended from the folder that it left: {@code trial.json}, {@code result.json}, and the history and
 * the predictions of one that did not fail.
 */
public final class TrialFolder {

    private static final Logger LOG = LoggerFactory.getLogger(TrialFolder.class);

    private static final String PREDICTIONS = "predictions.csv";

    /** What a trial leaves, with / between the levels. */
    private static final List<String> LEFT = List.of(
            TrialFile.NAME,
            ResultFile.NAME,
            HistoryFile.NAME,
            PREDICTIONS,
            SafetensorsWriter.FILE,
            SafetensorsWriter.INITIAL);

    private static final String WEIGHTS = ".safetensors";

    private final SpecReader specs;

    @Inject
    TrialFolder(SpecReader specs) {
        this.specs = specs;
    }

    /**
     * Reads a folder; its trial is resolved against the plugins that there are.
     *
     * @throws IOException if a file is missing or isn't what a trial wrote; the message names it
     * @throws BakeoffException if one can't be read, which says nothing about what is in it
     * @throws org.bakeoff.spec.SpecException if a plugin is missing or doesn't take the configuration
     */
    public TrialOutcome read(Path folder) throws IOException {
        return read(folder, trial(folder));
    }

    /**
     * Returns the trial of a folder, resolved against the plugins that there are.
     *
     * @throws IOException if its file is missing or isn't what a trial wrote; the message names it
     * @throws org.bakeoff.spec.SpecException if its plugin is missing or doesn't take the configuration
     */
    public Trial trial(Path folder) throws IOException {
        return TrialFile.read(folder, specs);
    }

    static void write(Path folder, TrialOutcome outcome) throws IOException {
        String predictions = outcome.findResult().isPresent() && outcome.trial().tested()
                ? Sha256.of(RegularFiles.within(folder, PREDICTIONS))
                : null;
        ResultFile.write(folder, outcome, predictions);
    }

    /**
     * Writes the folder of a trial that was run elsewhere.
     *
     * @param model its model
     * @param source the file that its predictions come from
     * @param rows the test examples
     * @param predictions its predictions for them, which have its seed
     */
    public static void write(
            Path folder, String model, Path source, Iterable<PredictionsFile.Row> rows, Predictions predictions)
            throws IOException {
        RegularFiles.makeFolder(folder);
        TrialFile.writeElsewhere(folder, model, predictions.seed(), source);
        Path file = writable(folder, PREDICTIONS);
        PredictionsFile.write(file, rows, predictions);
        ResultFile.writeElsewhere(folder, Sha256.of(file));
    }

    /**
     * Reads the predictions of a trial that was run elsewhere.
     *
     * @param classes the number of classes
     * @throws IOException if a file is missing or isn't what was written; the message names it
     * @throws BakeoffException if one can't be read
     */
    public static Predictions readPredictions(Path folder, int classes, long seed) throws IOException {
        Path predictions = folder.resolve(PREDICTIONS);
        checkPredictions(ResultFile.read(folder), predictions);
        return PredictionsFile.read(predictions, classes, seed);
    }

    /** Writes a failure to the folder. If that fails too, the first failure is the one to report. */
    static TrialOutcome failed(Path folder, Trial trial, String failure) {
        TrialOutcome outcome = new TrialOutcome.Failed(trial, failure, ResultFile.mayPass(folder));
        try {
            write(folder, outcome);
        } catch (IOException e) {
            LOG.debug("the end of trial {} can't be written", trial.name(), e);
        }
        return outcome;
    }

    /**
     * Returns whether the trial has ended.
     *
     * @throws BakeoffException if that can't be known
     */
    static boolean ended(Path folder) throws IOException {
        return exists(folder.resolve(ResultFile.NAME));
    }

    static boolean exists(Path file) throws IOException {
        return reading(file, () -> RegularFiles.exists(file));
    }

    /**
     * Reads a file of a trial.
     *
     * @throws DamagedFileException if it isn't what the trial wrote
     * @throws NoSuchFileException if it is missing
     * @throws BakeoffException if it can't be read, which says nothing about what is in it
     */
    static <T> T reading(Path file, IoWork<T> work) throws IOException {
        try {
            return work.run();
        } catch (DamagedFileException | NoSuchFileException e) {
            throw e;
        } catch (FileRefusedException e) {
            throw e.report();
        } catch (IOException e) {
            Cancellation.check(e);
            throw BakeoffException.of(
                    ErrorCode.FILE_UNUSABLE,
                    file,
                    "Can't read " + file,
                    "Nothing of its trial was deleted. Make the file readable, and give the same command again.",
                    e);
        }
    }

    /**
     * Returns why a trial left no model to predict with, for the user; null if it left one.
     *
     * @throws IOException if its {@code result.json} isn't what a trial wrote; the message names it
     */
    public static @Nullable String unusable(Path folder) throws IOException {
        if (!ended(folder)) {
            return "it hasn't ended";
        }
        ResultFile result = ResultFile.read(folder);
        Path weights = folder.resolve(SafetensorsWriter.FILE);
        return switch (result.status()) {
            case DONE -> exists(weights) ? null : weights + " is missing";
            case DIVERGED -> result.reasonOrNone();
            case FAILED -> "it failed: " + result.reasonOrNone();
        };
    }

    /** Returns whether a trial was trained on other encoded data than those with a checksum. */
    public static boolean isOfOtherData(Path folder, String checksum) throws IOException {
        return TrialFile.isOfOtherData(folder, checksum);
    }

    /** Returns a file of a trial that didn't fail which is no longer there; empty if all are. */
    public static Optional<Path> missing(Path folder, TrialOutcome outcome) {
        List<String> names = new ArrayList<>();
        if (outcome.findResult().isPresent()) {
            names.add(ResultFile.NAME);
            if (outcome.trial().tested()) {
                names.add(PREDICTIONS);
            }
            if (outcome.findResult().orElseThrow().history().epochs() > 0) {
                names.add(HistoryFile.NAME);
            }
        }
        if (outcome instanceof TrialOutcome.Completed) {
            names.add(SafetensorsWriter.FILE);
        }
        return names.stream().map(folder::resolve).filter(Files::notExists).findFirst();
    }

    /** Returns whether a trial has more epochs than one that ended by its untilEpoch, and not because its training was over. */
    static boolean continues(Path folder, Trial trial, TrialOutcome ended) throws IOException {
        Integer until = ResultFile.read(folder).untilEpoch();
        return ended instanceof TrialOutcome.Completed completed
                && until != null
                && trial.epochs() > until
                && completed.result().history().epochs() >= until;
    }

    /** Returns the outcome of a trial that has stopped after an epoch; empty if its folder doesn't have so many. */
    static Optional<TrialOutcome> stopped(Path folder, Trial trial) throws IOException {
        if (trial.untilEpoch() == null || !TrialFile.exists(folder) || !TrialFile.holds(folder, trial)) {
            return Optional.empty();
        }
        TrainingHistory history = new HistoryFile(folder).first(trial.epochs());
        return history.epochs() < trial.epochs()
                ? Optional.empty()
                : Optional.of(new TrialOutcome.Completed(trial, new TrialResult(List.of(), history, Optional.empty())));
    }

    /**
     * Reads a folder after checking that everything is as the trial left it.
     *
     * @throws IOException if it isn't; the message is for the user
     * @throws BakeoffException if a file can't be read, which says nothing about what is in it
     */
    static TrialOutcome whole(Path folder, Trial trial) throws IOException {
        // holds() leaves this epoch out, which a changed file could have otherwise.
        Integer until = ResultFile.read(folder).untilEpoch();
        if (!TrialFile.holds(folder, trial) || !TrialFile.stopsAfter(folder, until)) {
            throw new DamagedFileException(folder.resolve(TrialFile.NAME) + " is of another trial");
        }
        Path weights = folder.resolve(SafetensorsWriter.FILE);
        TrialOutcome outcome = read(folder, trial);
        Path initial = folder.resolve(SafetensorsWriter.INITIAL);
        if (exists(initial)) {
            SafetensorsFile.open(initial);
        }
        if (exists(weights)) {
            SafetensorsFile.open(weights);
        } else if (outcome instanceof TrialOutcome.Completed) {
            throw new DamagedFileException(weights + " is missing");
        }
        return outcome;
    }

    static TrialOutcome read(Path folder, Trial trial) throws IOException {
        ResultFile result = ResultFile.read(folder);
        if (result.status() == ResultFile.Status.FAILED) {
            return new TrialOutcome.Failed(trial, result.reasonOrNone(), result.mayPass());
        }
        Path predictions = folder.resolve(PREDICTIONS);
        checkPredictions(result, predictions);
        HistoryFile file = new HistoryFile(folder);
        TrainingHistory all = file.read(result.epochs());
        if (result.status() == ResultFile.Status.DONE
                && trial.model().training().earlyStopping() == null
                && all.epochs() < result.epochsOf(trial)) {
            throw changed(folder.resolve(HistoryFile.NAME));
        }
        boolean more = all.epochs() > trial.epochs();
        TrialResult read = new TrialResult(
                result.layers(),
                more ? file.first(trial.epochs()) : all,
                trial.tested() ? Optional.of(PredictionsFile.read(predictions, trial.seed())) : Optional.empty());
        // A model that diverged later had not yet done so when this trial stops.
        return more || result.status() == ResultFile.Status.DONE
                ? new TrialOutcome.Completed(trial, read)
                : new TrialOutcome.Diverged(trial, read, result.reasonOrNone());
    }

    private static void checkPredictions(ResultFile result, Path predictions) throws IOException {
        String written = result.predictions();
        // A trial that wasn't tested has none.
        if (written == null && !exists(predictions)) {
            return;
        }
        long bytes = reading(predictions, () -> Files.size(predictions));
        if (bytes > largestPredictions()) {
            // An earlier run may have had more memory; nothing of it is to be deleted.
            throw new BakeoffException(
                    ErrorCode.OUT_OF_MEMORY,
                    ErrorLocation.of(predictions),
                    predictions + " has " + (bytes >> 20) + " MiB, too many for the "
                            + (Runtime.getRuntime().maxMemory() >> 20) + " MiB of heap that Java has",
                    "Give it more, as by BAKEOFF_JAVA_OPTIONS=-Xmx4g, and give the same command again. Nothing of its trial was deleted.");
        }
        if (written != null && !written.equals(reading(predictions, () -> Sha256.of(predictions)))) {
            throw changed(predictions);
        }
    }

    static DamagedFileException changed(Path file) {
        return new DamagedFileException(
                file
                        + " was changed since its trial wrote it; run the experiment again, in the same folder, to train it again");
    }

    static String text(Path file) throws IOException {
        return reading(file, () -> {
            try {
                return RegularFiles.text(file, RegularFiles.LARGEST_TEXT);
            } catch (CharacterCodingException e) {
                throw damaged(file, e);
            }
        });
    }

    /** Returns whether a trial writes files of a name, which has {@code /} between the levels, before or after its end. */
    public static boolean isOwn(String name) {
        return LEFT.contains(name)
                || name.equals(RetryingTrialExecutor.NOTE)
                || (name.startsWith(Checkpoint.FOLDER + "/") && isOfWeights(name));
    }

    /** Returns whether a file has weights, or a checkpoint, by its name; these may have any size. */
    public static boolean isOfWeights(String name) {
        return name.endsWith(WEIGHTS);
    }

    /** Returns whether a file of a trial may have so many bytes. More than these may have weights alone, see {@link #isWhole}. */
    public static boolean isPossible(String name, long bytes) {
        return bytes <= (name.equals(PREDICTIONS) ? largestPredictions() : RegularFiles.LARGEST_TEXT);
    }

    /** Returns whether a file holds weights, and as many bytes as it says; one of holes may have any size. */
    public static boolean isWhole(Path file) {
        try {
            SafetensorsFile.open(file).checkSize();
            return true;
        } catch (IOException | BakeoffException e) {
            return false;
        }
    }

    /** A probability takes at most three times as many bytes there as in memory. */
    private static long largestPredictions() {
        return 4 * Runtime.getRuntime().maxMemory();
    }

    /**
     * Copies what a trial left, and nothing else that lies in its folder.
     *
     * @throws IOException if a file is larger than a trial's, or the weights aren't as the trial left them
     */
    public static void copy(Path from, Path to) throws IOException {
        for (String name : LEFT) {
            Path file = RegularFiles.within(from, name);
            if (!exists(file)) {
                continue;
            }
            if (isOfWeights(name)) {
                SafetensorsFile.open(file).checkSize();
            } else if (!name.equals(PREDICTIONS) && Files.size(file) > RegularFiles.LARGEST_TEXT) {
                throw damaged(file, null);
            }
            Path target = to.resolve(name);
            Files.createDirectories(target.getParent());
            RegularFiles.copy(file, target);
        }
    }

    /**
     * Returns a file of a trial that is to be written or deleted. The trial's folder is looked at each time: whoever may write to the run
     * directory may have put a link in its place meanwhile.
     *
     * @param folder its path had no links when the trial began
     */
    static Path writable(Path folder, String name) throws IOException {
        RegularFiles.requireNoLinks(folder);
        return RegularFiles.within(folder, name);
    }

    /** Removes what an attempt left, except its checkpoint and its history, with which the next one resumes. */
    static void clear(Path folder) throws IOException {
        Path checkpoint = writable(folder, Checkpoint.FOLDER);
        Path history = folder.resolve(HistoryFile.NAME);
        RecursiveDeletion.of(
                folder,
                file -> file.equals(folder)
                        || file.equals(history)
                        || (file.startsWith(checkpoint) && !AtomicFile.isTemporary(file)));
    }

    /** Removes the checkpoint of a trial that no other one continues. */
    public static void forget(Path folder) throws IOException {
        RecursiveDeletion.of(writable(folder, Checkpoint.FOLDER));
    }

    static DamagedFileException damaged(Path file, @Nullable Exception fault) {
        return new DamagedFileException(file + " is damaged; run the experiment again", fault);
    }
}
