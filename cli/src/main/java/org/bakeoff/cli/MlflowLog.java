package org.bakeoff.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bakeoff.io.AtomicFile;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.Json;
import org.bakeoff.io.PlainPath;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;

/**
 * Writes a local store of MLflow, the layout that its FileStore keeps below {@code mlruns}: an experiment, and a run of it for each
 * trial with the metrics {@code loss}, {@code validation_accuracy} and the like by epoch, and {@code test_METRIC}.
 *
 * <p>Source: mlflow/store/tracking/file_store.py.
 */
final class MlflowLog implements TrialLog {

    private static final long SMALLEST = 100_000_000_000_000_000L;
    private static final int FINISHED = 3;
    private static final int RUNNING = 1;
    private static final int FAILED = 4;
    /** What an experiment made without a project has. */
    private static final int LOCAL = 4;

    private final Path store;
    private final String name;
    private final String experiment;
    private final Map<String, Run> runs = new HashMap<>();

    private record Run(String trial, String id, long start) {}

    /** Writes into a store, which need not exist, for an experiment of a name. */
    MlflowLog(Path store, String name) {
        this.store = PlainPath.of(store);
        this.name = name;
        // The same for the same name; FileStore's own have 18 digits, too.
        long hash =
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
        this.experiment = Long.toString(SMALLEST + Long.remainderUnsigned(hash, 9 * SMALLEST));
    }

    @Override
    public void epoch(Progress.EpochEnded ended) throws IOException {
        metrics(
                run(ended.trial()),
                ended.epoch().epoch(),
                TrialLog.values(ended.epoch(), (measure, validation) -> (validation ? "validation_" : "") + measure));
    }

    @Override
    public void ended(String trial, boolean whole) throws IOException {
        meta(run(trial), whole ? FINISHED : FAILED);
    }

    @Override
    public void result(ComparisonResult result) throws IOException {
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                Map<String, Double> values = new LinkedHashMap<>();
                trial.metrics().forEach((metric, value) -> values.put("test_" + metric, value));
                Run run = run(model.name(trial));
                metrics(run, 0, values);
                write(run, "params/model", model.name());
                write(run, "params/plugin", model.description().plugin());
                write(run, "params/seed", Long.toString(trial.seed()));
                meta(run, trial.status() == ModelResult.Status.DONE ? FINISHED : FAILED);
            }
        }
    }

    private void metrics(Run run, int step, Map<String, Double> values) throws IOException {
        for (Map.Entry<String, Double> value : values.entrySet()) {
            String line = System.currentTimeMillis() + " " + value.getValue() + " " + step + "\n";
            TrialLog.append(store, place(run, "metrics/" + value.getKey()), line.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Returns the run of a trial, which is made where there is none yet. */
    private Run run(String trial) throws IOException {
        Run known = runs.get(trial);
        if (known != null) {
            return known;
        }
        String meta = experiment + "/meta.yaml";
        if (!Files.exists(store.resolve(meta))) {
            long now = System.currentTimeMillis();
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("artifact_location", store.resolve(experiment).toUri().toString());
            values.put("creation_time", now);
            values.put("experiment_id", experiment);
            values.put("last_update_time", now);
            values.put("lifecycle_stage", "active");
            values.put("name", name);
            write(meta, yaml(values));
        }
        String id = UUID.randomUUID().toString().replace("-", "");
        Run made = new Run(trial, id, System.currentTimeMillis());
        runs.put(trial, made);
        meta(made, RUNNING);
        write(made, "tags/mlflow.runName", trial);
        return made;
    }

    private void meta(Run run, int status) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "artifact_uri", store.resolve(place(run, "artifacts")).toUri().toString());
        if (status != RUNNING) {
            values.put("end_time", System.currentTimeMillis());
        }
        values.put("entry_point_name", "");
        values.put("experiment_id", experiment);
        values.put("lifecycle_stage", "active");
        values.put("run_id", run.id());
        values.put("run_name", run.trial());
        values.put("run_uuid", run.id());
        values.put("source_name", "bakeoff");
        values.put("source_type", LOCAL);
        values.put("source_version", "");
        values.put("start_time", run.start());
        values.put("status", status);
        values.put("tags", List.of());
        values.put("user_id", System.getProperty("user.name", ""));
        write(run, "meta.yaml", yaml(values));
    }

    /** Returns YAML: a line for each value, which is written as JSON, a part of YAML. */
    private static String yaml(Map<String, Object> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + Json.COMPACT.writeValueAsString(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private String place(Run run, String name) {
        return experiment + "/" + run.id() + "/" + name;
    }

    private void write(Run run, String name, String text) throws IOException {
        write(place(run, name), text);
    }

    private void write(String place, String text) throws IOException {
        Cancellation.defer(() -> {
            AtomicFile.write(TrialLog.within(store, place), text);
            return place;
        });
    }
}
