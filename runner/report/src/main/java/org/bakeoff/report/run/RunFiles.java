package org.bakeoff.report.run;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.FileErrors;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The files of a run directory; a report is made of nothing else.
 *
 * @param result comparison.json
 * @param spec spec.json
 * @param run run.json
 * @param histories the epochs of every trial that has a history.jsonl, by the trial's name
 */
public record RunFiles(
        ComparisonResult result, JsonNode spec, JsonNode run, Map<String, List<EpochMetrics>> histories) {

    private static final String RUN = "run.json";
    static final String COMPARISON = "comparison.json";

    /**
     * Reads a run directory.
     *
     * @throws BakeoffException if the folder is no run directory, or a file can't be read or is damaged
     */
    public static RunFiles read(RunDirectory directory) {
        Path folder = directory.path();
        Path comparison = folder.resolve(COMPARISON);
        isFolder(folder);
        if (Files.notExists(comparison) && Files.exists(directory.trials())) {
            throw missing(
                    folder,
                    folder + " holds a run that hasn't ended: it has no comparison.json yet",
                    "If it was interrupted, the same command resumes it.");
        }
        if (Files.notExists(comparison)) {
            throw missing(
                    folder,
                    folder + " is no run directory: it holds no comparison.json, which a run writes at its end",
                    "");
        }
        ComparisonResult result = parse(comparison, text -> ComparisonJson.read(ChecksummedJson.read(text)));
        Map<String, List<EpochMetrics>> histories = new LinkedHashMap<>();
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                String name = model.name(trial);
                List<EpochMetrics> epochs =
                        history(directory.trials().resolve(name).resolve("history.jsonl"));
                if (!epochs.isEmpty()) {
                    histories.put(name, epochs);
                }
            }
        }
        return new RunFiles(result, spec(directory), run(directory), histories);
    }

    /** Returns the epochs of a trial; none where its model diverged in the first one. */
    private static List<EpochMetrics> history(Path file) {
        if (Files.notExists(file)) {
            return List.of();
        }
        return parse(
                file,
                text -> text.lines()
                        .map(line -> Json.COMPACT.treeToValue(ChecksummedJson.read(line), EpochMetrics.class))
                        .toList());
    }

    /** Reads run.json. */
    static JsonNode run(RunDirectory directory) {
        return parse(directory.path().resolve(RUN), ChecksummedJson::read);
    }

    /** Reads data.json. */
    static DataFile data(RunDirectory directory) {
        Path folder = directory.path();
        Path file = folder.resolve(DataFile.NAME);
        isFolder(folder);
        if (Files.notExists(file)) {
            throw missing(
                    folder,
                    folder + " is no run directory: it holds no " + DataFile.NAME
                            + ", which a run writes before it trains",
                    "");
        }
        DataFile data = parse(file, text -> RecordReader.read(ChecksummedJson.read(text), DataFile.class));
        try {
            data.check();
            return data;
        } catch (IllegalArgumentException e) {
            throw damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    /** Reads spec.json, and checks that it is the one that the run wrote. */
    static JsonNode spec(RunDirectory directory) {
        Path file = directory.path().resolve("spec.json");
        JsonNode spec = parse(file, Json.COMPACT::readTree);
        if (Files.exists(directory.path().resolve(RUN))) {
            JsonNode written = run(directory).path("spec");
            if (written.isString() && !written.asString().equals(Provenance.checksum(spec))) {
                throw new BakeoffException(
                        ErrorCode.RUN_DAMAGED,
                        ErrorLocation.of(file),
                        file
                                + " was changed since its run wrote it, or is damaged: it has another checksum than run.json"
                                + " says",
                        "Restore it; to try another spec, copy it out of this folder.");
            }
        }
        return spec;
    }

    private static void isFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw missing(
                    folder,
                    folder + " is no run directory: "
                            + (Files.exists(folder) ? "it is a file" : "there is no such folder"),
                    "");
        }
    }

    private static <T> T parse(Path file, Function<String, T> parser) {
        String text;
        try {
            text = Files.readString(file);
        } catch (CharacterCodingException e) {
            throw damaged(file, "it is no text in UTF-8", e);
        } catch (IOException e) {
            throw new BakeoffException(
                    ErrorCode.FILE_UNUSABLE,
                    ErrorLocation.of(file),
                    "Can't read " + file + ": " + FileErrors.reason(e),
                    "",
                    e);
        }
        try {
            return parser.apply(text);
        } catch (JacksonException e) {
            throw damaged(file, RecordReader.fault(e), e);
        }
    }

    private static BakeoffException missing(Path folder, String problem, String remedy) {
        return new BakeoffException(ErrorCode.RUN_MISSING, ErrorLocation.of(folder), problem, remedy);
    }

    private static BakeoffException damaged(Path file, String fault, Exception cause) {
        return new BakeoffException(
                ErrorCode.RUN_DAMAGED,
                ErrorLocation.of(file),
                file + " is damaged, or of another version of Bakeoff: " + fault,
                "Run the experiment again with its spec.json.",
                cause);
    }
}
