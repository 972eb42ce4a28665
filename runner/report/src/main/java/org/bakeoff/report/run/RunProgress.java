package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.bakeoff.io.Json;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.report.run.TrialProgress.Status;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Says how far the trials of a run are, by its files alone.
 *
 * @param state how far the run is
 * @param trials its trials, in the order of the spec: those that it has begun and, if the spec names them, those to come
 * @param workers how many trials it trains at once, as far as known
 * @param complete whether the trials to come are all known, which a search or the results decide otherwise
 */
public record RunProgress(RunState state, List<TrialProgress> trials, int workers, boolean complete) {

    /** So many epochs of all trials together are kept, if that leaves some for each. */
    private static final int EPOCHS = 8_000;

    private static final int FEWEST_EPOCHS = 10;
    private static final int LARGEST = 4 << 20;

    /** More trials than anybody looks at. */
    private static final int MOST_TRIALS = 2_000;

    /** Copies the list. */
    public RunProgress {
        trials = List.copyOf(trials);
    }

    /** Reads what there is; what is missing or can't be read is left out. */
    public static RunProgress read(RunDirectory directory) {
        return read(directory, new TrialReader());
    }

    /** Reads the same by a reader that may have read some of the trials before. */
    public static RunProgress read(RunDirectory directory, TrialReader reader) {
        List<Path> folders = folders(directory);
        return read(directory, folders, reader, Math.max(FEWEST_EPOCHS, EPOCHS / Math.max(1, folders.size())));
    }

    /** Reads how many trials there are and have ended, and no epochs, by a reader that may have read some of the trials before. */
    public static RunProgress withoutEpochs(RunDirectory directory, TrialReader reader) {
        return read(directory, folders(directory), reader, 0);
    }

    private static RunProgress read(RunDirectory directory, List<Path> folders, TrialReader reader, int most) {
        JsonNode spec = json(directory.path().resolve("spec.json"));
        JsonNode run = json(directory.path().resolve("run.json"));
        Map<String, TrialProgress> found = new LinkedHashMap<>();
        for (Path folder : folders) {
            TrialProgress trial = reader.read(folder, most);
            found.put(trial.name(), trial);
        }
        boolean complete = spec.path("training").path("seeds").isArray() && !spec.has("search");
        Map<String, TrialProgress> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> model : spec.path("models").properties()) {
            if (complete && !model.getValue().has("predictions")) {
                for (JsonNode seed : spec.path("training").path("seeds")) {
                    if (all.size() >= MOST_TRIALS) {
                        break;
                    }
                    TrialProgress waiting = TrialProgress.waiting(
                            model.getKey(),
                            seed.asLong(0),
                            model.getValue()
                                    .path("training")
                                    .path("epochs")
                                    .asInt(spec.path("training").path("epochs").asInt(0)));
                    TrialProgress begun = found.get(waiting.name());
                    all.put(waiting.name(), begun == null ? waiting : begun.completedBy(waiting));
                }
            }
            found.values().stream()
                    .filter(trial -> trial.model().equals(model.getKey()))
                    .forEach(trial -> all.putIfAbsent(trial.name(), trial));
        }
        found.forEach(all::putIfAbsent);
        return new RunProgress(
                RunState.of(directory),
                new ArrayList<>(all.values()),
                Math.max(1, run.path("workers").asInt(1)),
                complete);
    }

    /** Returns a text that differs as soon as a file that {@link #read} reads has changed, and costs less. */
    public static String stamp(RunDirectory directory) {
        StringBuilder stamp = new StringBuilder(RunState.of(directory).name());
        for (Path folder : folders(directory)) {
            stamp.append(' ').append(TrialReader.stamp(folder));
        }
        return stamp.toString();
    }

    /** Returns how many bytes the files of all trials have that {@link #read} and a report read. */
    public static long bytes(RunDirectory directory) {
        return folders(directory).stream().mapToLong(TrialReader::bytes).sum();
    }

    /** Returns about how many seconds of training are left, by the epochs so far; empty if that can't be known. */
    public OptionalDouble secondsLeft() {
        Map<String, double[]> byModel = new LinkedHashMap<>();
        double[] all = new double[2];
        for (TrialProgress trial : trials) {
            double[] one = byModel.computeIfAbsent(trial.model(), model -> new double[2]);
            for (double[] sum : List.of(one, all)) {
                sum[0] += trial.training().seconds();
                sum[1] += trial.training().done();
            }
        }
        if (!complete || state != RunState.RUNNING || all[1] == 0) {
            return OptionalDouble.empty();
        }
        double left = 0;
        int open = 0;
        for (TrialProgress trial : trials) {
            if (!trial.over()) {
                double[] one = byModel.getOrDefault(trial.model(), all);
                double[] known = one[1] > 0 ? one : all;
                left += known[0]
                        / known[1]
                        * Math.max(0, trial.planned() - trial.training().done());
                open++;
            }
        }
        return OptionalDouble.of(left / Math.max(1, Math.min(workers, open)));
    }

    /** Returns how many trials have ended, well or not. */
    public long ended() {
        return trials.stream().filter(TrialProgress::over).count();
    }

    /** Returns how much of the training is done, from 0 to 1, each trial counting the same. */
    public double share() {
        return trials.stream()
                .mapToDouble(trial -> trial.status() == Status.WAITING
                        ? 0
                        : trial.status() != Status.TRAINING
                                ? 1
                                : Math.min(1, trial.training().done() / (double) Math.max(1, trial.planned())))
                .average()
                .orElse(0);
    }

    private static List<Path> folders(RunDirectory directory) {
        try {
            return RegularFiles.isFolder(directory.trials())
                    ? RegularFiles.list(directory.trials()).stream()
                            .filter(RegularFiles::isFolder)
                            .limit(MOST_TRIALS)
                            .toList()
                    : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static JsonNode json(Path file) {
        try {
            return Json.LENIENT.readTree(RegularFiles.text(file, LARGEST));
        } catch (IOException | JacksonException e) {
            return Json.COMPACT.missingNode();
        }
    }
}
