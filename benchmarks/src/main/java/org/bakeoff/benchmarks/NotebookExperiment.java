package org.bakeoff.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.ExperimentBuilder;
import org.bakeoff.io.Json;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** The notebook's experiment, with what a benchmark may vary as command line options. */
final class NotebookExperiment {

    /** The number of token ids, padding included. */
    static final int VOCABULARY = 5000;

    /** Columns of the embedding. */
    static final int EMBEDDING = 32;

    @Option(names = "--source", description = "the Large Movie Review Dataset; without it, random reviews")
    @Nullable
    Path source;

    @Option(
            names = "--reviews",
            defaultValue = "25000",
            description = "reviews in each of training and test set: ${DEFAULT-VALUE}")
    int reviews;

    @Option(names = "--length", defaultValue = "500", description = "token ids of a review: ${DEFAULT-VALUE}")
    int length;

    @Option(names = "--hidden", defaultValue = "100", description = "units of a recurrent layer: ${DEFAULT-VALUE}")
    int hidden;

    @Option(names = "--models", split = ",", defaultValue = "lstm,simple-rnn", description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    List<String> models;

    @Option(names = "--seeds", split = ",", defaultValue = "1", description = "${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    List<Long> seeds;

    @Option(names = "--threads", defaultValue = "2", description = "threads of a trial: ${DEFAULT-VALUE}")
    int threads;

    @Option(names = "--device", defaultValue = "cpu", description = "as in a spec: ${DEFAULT-VALUE}")
    @SuppressWarnings("NullAway.Init")
    String device;

    @Option(names = "--workers", defaultValue = "0", description = "worker processes: ${DEFAULT-VALUE}")
    int workers;

    @Option(names = "--cache", required = true, description = "where encoded data is kept")
    @SuppressWarnings("NullAway.Init")
    Path cache;

    /** Returns the experiment for one epoch, with its results in a folder. */
    Experiment experiment(Path out) {
        ExperimentBuilder builder = Experiment.builder()
                .spec(spec().toString())
                .cache(cache)
                .out(out)
                .workers(workers)
                .offline(true);
        return builder.build();
    }

    private ObjectNode spec() {
        ObjectNode spec = Json.COMPACT.createObjectNode().put("name", "benchmark");
        ObjectNode dataset = spec.putObject("dataset");
        if (source == null) {
            dataset.put("plugin", "random-reviews")
                    .putObject("config")
                    .put("examples", reviews)
                    .put("length", length);
        } else {
            dataset.put("plugin", "imdb")
                    .putObject("config")
                    .put("source", source.toAbsolutePath().toString())
                    .put("vocabulary", VOCABULARY)
                    .put("limit", reviews)
                    .put("length", length);
        }
        ObjectNode all = spec.putObject("models");
        models.forEach(name -> addModel(all, name));
        ObjectNode training = spec.putObject("training");
        training.put("epochs", 1).put("batchSize", 64).put("learningRate", 0.001);
        training.put("validation", 64).put("validationStrategy", "first").put("padding", "fixed");
        training.put("device", device).put("threads", threads);
        seeds.forEach(training.putArray("seeds")::add);
        spec.putArray("evaluators").addObject().put("plugin", "accuracy");
        return spec;
    }

    private void addModel(ObjectNode all, String name) {
        ObjectNode config = all.putObject(name)
                .put("plugin", name.replace("-rnn", "rnn"))
                .putObject("config")
                .put("embedding", EMBEDDING);
        config.putArray("hiddenUnits").add(hidden);
        if (name.equals("simple-rnn")) {
            config.withArray("hiddenUnits").add(hidden);
        }
    }
}
