package org.bakeoff.runner.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.compare.ModelResult;
import org.bakeoff.runner.files.FileFault;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.progress.Epoch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a run directory says; a report is made of nothing else.
 *
 * @param result comparison.json
 * @param spec spec.json
 * @param run run.json
 * @param histories the epochs of every trial that has a history.jsonl, by the trial's name
 */
record RunFiles(ComparisonResult result, JsonNode spec, JsonNode run, Map<String, List<Epoch>> histories) {

    /**
     * Reads a run directory.
     *
     * @throws IOException if the folder is none, or a file can't be read or isn't what it should be; the message names it
     */
    static RunFiles read(RunDirectory directory) throws IOException {
        Path folder = directory.path();
        Path comparison = folder.resolve("comparison.json");
        if (!Files.isDirectory(folder)) {
            throw new IOException(folder + " is no run directory: "
                    + (Files.exists(folder) ? "it is a file" : "there is no such folder"));
        }
        if (Files.notExists(comparison) && Files.exists(directory.trials())) {
            throw new IOException(folder + " holds a run that hasn't ended: it has no comparison.json yet. If it was"
                    + " interrupted, move or delete the folder and run the experiment again.");
        }
        if (Files.notExists(comparison)) {
            throw new IOException(
                    folder + " is no run directory: it holds no comparison.json, which a run writes at its end");
        }
        ComparisonResult result = parse(comparison, text -> ComparisonJson.read(Json.COMPACT.readTree(text)));
        Map<String, List<Epoch>> histories = new LinkedHashMap<>();
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                String name = model.name() + "-" + trial.seed();
                Path history = directory.trials().resolve(name).resolve("history.jsonl");
                if (Files.exists(history)) {
                    histories.put(name, parse(history, RunFiles::epochs));
                }
            }
        }
        return new RunFiles(
                result,
                parse(folder.resolve("spec.json"), Json.COMPACT::readTree),
                parse(folder.resolve("run.json"), Json.COMPACT::readTree),
                histories);
    }

    private static List<Epoch> epochs(String lines) {
        List<Epoch> epochs = new ArrayList<>();
        lines.lines().forEach(line -> epochs.add(Json.COMPACT.readValue(line, Epoch.class)));
        return epochs;
    }

    private static <T> T parse(Path file, Function<String, T> parser) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            throw new IOException("Can't read " + file + ": " + FileFault.reason(e), e);
        }
        try {
            return parser.apply(text);
        } catch (JacksonException e) {
            throw new IOException(
                    file + " is damaged, or of another version of Bakeoff: " + RecordReader.fault(e)
                            + ". Run the experiment again with its spec.json.",
                    e);
        }
    }
}
