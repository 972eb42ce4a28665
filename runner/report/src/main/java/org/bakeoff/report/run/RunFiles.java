package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileRefusedException;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.Json;
import org.bakeoff.io.NearestName;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.SomeNames;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The files of a run directory; a report is made of nothing else.
 *
 * @param result comparison.json
 * @param spec spec.json
 * @param run run.json
 * @param histories epochs of every trial that has a history.jsonl, by the trial's name: all of a short history, evenly spaced ones
 *     of a long one
 */
public record RunFiles(
        ComparisonResult result, JsonNode spec, JsonNode run, Map<String, List<EpochMetrics>> histories) {

    static final String COMPARISON = "comparison.json";

    /** So many epochs of all trials together are drawn, if that leaves some for each. */
    private static final int EPOCHS = 20_000;

    private static final int FEWEST_EPOCHS = 50;

    private static final String NAME_ONE = "Name the folder that a run made, such as runs/NAME.";

    private static final int MOST_RUNS = 10;

    /**
     * One epoch of a trial.
     *
     * @param epoch counted from 1
     * @param loss mean loss an example while training, in nats
     * @param accuracy fraction of right predictions while training
     * @param validationLoss mean loss on the validation examples after the epoch; null without any
     * @param validationAccuracy fraction of right predictions on them; null without any
     */
    public record EpochMetrics(
            int epoch,
            double loss,
            double accuracy,
            @Nullable Double validationLoss,
            @Nullable Double validationAccuracy) {}

    /**
     * Reads a run directory.
     *
     * @throws BakeoffException if the folder is no run directory, or a file can't be read or is damaged
     */
    public static RunFiles read(RunDirectory directory) {
        checkCompared(directory);
        Path comparison = directory.path().resolve(COMPARISON);
        ComparisonResult result = parse(comparison, RunFiles::comparison);
        int trials = result.models().stream()
                .mapToInt(model -> model.trials().size())
                .sum();
        int most = Math.max(FEWEST_EPOCHS, EPOCHS / Math.max(1, trials));
        Map<String, List<EpochMetrics>> histories = new LinkedHashMap<>();
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                String name = model.name(trial);
                List<EpochMetrics> epochs = history(directory.trials().resolve(name), most);
                if (!epochs.isEmpty()) {
                    histories.put(name, epochs);
                }
            }
        }
        return new RunFiles(result, directory.spec(), directory.provenance(), histories);
    }

    private static ComparisonResult comparison(String text) {
        ComparisonResult result = ComparisonJson.read(ChecksummedJson.read(text));
        ComparisonCheck.check(result);
        return result;
    }

    /** Checks that a folder is a run directory with a result, of the format that this version reads. */
    static void checkCompared(RunDirectory directory) {
        Path folder = directory.path();
        Path comparison = folder.resolve(COMPARISON);
        isFolder(folder);
        directory.check();
        if (Files.notExists(comparison) && Files.exists(directory.trials())) {
            throw missing(
                    folder,
                    folder + " holds a run that hasn't ended: it has no comparison.json yet",
                    "If it was interrupted, the same command resumes it.");
        }
        if (Files.notExists(comparison)) {
            throw noRun(folder, "it holds no comparison.json, which a run writes at its end");
        }
        checkFormat(directory);
    }

    /** Checks that a folder is a run directory with a result of all its trials; see {@link RunDirectory#checkEnded}. */
    static void checkEnded(RunDirectory directory) {
        checkCompared(directory);
        JsonNode seconds = directory.provenance().path("seconds");
        if (seconds.isObject() && !seconds.has("total")) {
            Path folder = directory.path();
            throw missing(
                    folder,
                    folder + " holds a run that was resumed and hasn't ended: its " + COMPARISON + " is of before",
                    "If it was interrupted, the same command resumes it.");
        }
    }

    /**
     * Checks that the results of a run, if there are any, have the format that this version reads. Whatever else is wrong with them
     * is for their reader to say.
     *
     * @throws BakeoffException if they have another one
     */
    public static void checkFormat(RunDirectory directory) {
        checkFormat(directory.path().resolve(COMPARISON), ComparisonJson.FORMAT);
    }

    /** Checks that a file of results, if it can be read, has a format. */
    static void checkFormat(Path file, int format) {
        SummaryReader.format(file)
                .flatMap(found -> ComparisonJson.otherFormat(found, format))
                .ifPresent(fault -> {
                    throw new BakeoffException(
                            ErrorCode.RUN_DAMAGED,
                            ErrorLocation.of(file),
                            file + " is of another version of Bakeoff: " + fault,
                            "Use the version that wrote it, or run the experiment again, with --out or --overwrite.");
                });
    }

    /** Returns the epochs of a trial to draw; none where its model diverged in the first one. */
    private static List<EpochMetrics> history(Path trial, int most) {
        Path file = trial.resolve("history.jsonl");
        Thinning<EpochMetrics> epochs = new Thinning<>(most);
        int[] count = {0};
        if (reading(file, () -> RegularFiles.exists(file))) {
            reading(file, () -> {
                ChecksummedJson.lines(file, line -> {
                    epochs.add(Json.COMPACT.treeToValue(line, EpochMetrics.class));
                    count[0]++;
                });
                return count;
            });
        }
        Path result = trial.resolve("result.json");
        if (Files.exists(result)) {
            // That of a trial that failed, or of an earlier version, doesn't say.
            JsonNode written = parse(result, ChecksummedJson::read).path("epochs");
            if (written.isInt() && written.asInt() != count[0]) {
                throw damaged(file, "it has " + count[0] + " epochs instead of " + written.asInt(), null);
            }
        }
        return epochs.kept();
    }

    static void isFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            boolean file = !Files.notExists(folder);
            Path above = folder.resolveSibling("");
            Optional<Path> meant = !file
                    ? NearestName.instead(folder, "", "runs", RegularFiles::isFolder)
                    : RunSummary.isRun(above) || BenchmarkDirectory.hasRuns(above)
                            ? Optional.of(above)
                            : Optional.empty();
            throw missing(
                    folder,
                    folder + " is no run directory: "
                            + (!file
                                    ? "there is no such folder"
                                    : meant.isPresent()
                                            ? "it is a file of one"
                                            : RegularFiles.isFile(folder)
                                                    ? "it is a file"
                                                    : "it is a pipe, a socket or a device")
                            + meant.map(near -> "; did you mean '" + near + "'?")
                                    .orElse(""),
                    meant.isPresent() ? "" : NAME_ONE);
        }
    }

    /** Reports a folder that is no run directory; where runs or benchmarks are in it, the message names them. */
    static BakeoffException noRun(Path folder, String why) {
        RunFolders found = RunFolders.below(folder);
        boolean benchmark = found.benchmarks().contains(folder);
        List<Path> inside = Stream.concat(
                        found.runs().stream().filter(run -> benchmark || found.isSingle(run)),
                        found.benchmarks().stream())
                .filter(run -> !run.equals(folder))
                .toList();
        return inside.isEmpty()
                ? missing(folder, folder + " is no run directory: " + why, NAME_ONE)
                : missing(
                        folder,
                        folder
                                + (benchmark
                                        ? " is a benchmark, and no run directory; its runs are "
                                        : " is no run directory, but holds some: ")
                                + SomeNames.of(
                                        inside.stream()
                                                .map(run -> folder.relativize(run)
                                                        + (found.benchmarks().contains(run) ? " (a benchmark)" : ""))
                                                .toList(),
                                        MOST_RUNS),
                        "Name one of them, such as " + inside.get(0) + ".");
    }

    static <T> T parse(Path file, Function<String, T> parser) {
        return reading(file, () -> parser.apply(RegularFiles.text(file, RegularFiles.LARGEST_TEXT)));
    }

    private static <T> T reading(Path file, IoWork<T> work) {
        try {
            return work.run();
        } catch (JacksonException e) {
            throw damaged(file, RecordReader.fault(e), e);
        } catch (FileRefusedException e) {
            throw e.report();
        } catch (CharacterCodingException e) {
            throw damaged(file, "it is no text in UTF-8", e);
        } catch (IOException e) {
            throw BakeoffException.of(ErrorCode.FILE_UNUSABLE, file, "Can't read " + file, "", e);
        }
    }

    static BakeoffException missing(Path folder, String problem, String remedy) {
        return new BakeoffException(ErrorCode.RUN_MISSING, ErrorLocation.of(folder), problem, remedy);
    }

    static BakeoffException damaged(Path file, String fault, @Nullable Exception cause) {
        return new BakeoffException(
                ErrorCode.RUN_DAMAGED,
                ErrorLocation.of(file),
                file + " is damaged, or of another version of Bakeoff: " + fault,
                "Run the experiment again with its spec.json.",
                cause);
    }
}
