package org.example.reviews;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.Prediction;
import org.bakeoff.experiment.TrainedRun;
import org.bakeoff.report.VerdictSentences;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.training.progress.Progress;
import org.bakeoff.toolkit.layers.RecurrentStack;

/** Trains two models on reviews, says which is better, and classifies texts with the better one. */
public final class ReviewApp {

    private ReviewApp() {}

    /**
     * Trains where that hasn't been done yet, then classifies.
     *
     * @param arguments a folder to work in, and texts
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            System.err.println("Say which folder to work in, and at least one text to classify.");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        List<String> texts = List.of(arguments).subList(1, arguments.length);
        Path run = folder.resolve("reviews");
        if (Files.notExists(run)) {
            train(run, folder.resolve("cache"));
        }
        classify(run, texts);
    }

    private static void train(Path run, Path cache) throws IOException {
        Experiment experiment = Experiment.builder()
                .name("reviews")
                .dataset("synthetic", Map.of("train", 2000, "test", 400, "length", 28))
                .model("lstm", "lstm", new RecurrentStack(16, List.of(32), 0))
                .model("words", "bagofwords")
                .training(training -> training.epochs(6).batchSize(32).learningRate(0.01))
                .training("words", training -> training.learningRate(0.03))
                .evaluator("accuracy")
                .out(run)
                .cache(cache)
                .build();
        ComparisonResult result = experiment.run(ReviewApp::show);
        report(result);
    }

    private static void show(Progress event) {
        if (event instanceof Progress.DataReady data) {
            System.err.printf("%,d reviews to train on, %,d to test on%n", data.train(), data.test());
        } else if (event instanceof Progress.EpochEnded ended) {
            System.err.printf(
                    "%s: epoch %d, loss %.3f%n",
                    ended.trial(), ended.epoch().epoch(), ended.epoch().loss());
        } else if (event instanceof Progress.TrialFailed failed) {
            System.err.println(failed.trial() + " failed: " + failed.failure());
        }
    }

    private static void report(ComparisonResult result) {
        for (ModelResult model : result.models()) {
            ModelResult.Measured accuracy = model.measured("accuracy");
            System.out.printf(
                    "%s is right in %.1f%% of reviews (95%% CI %.1f%% to %.1f%%)%n",
                    model.name(), 100 * accuracy.value(), 100 * accuracy.low(), 100 * accuracy.high());
        }
        new VerdictSentences(result).verdicts().forEach(verdict -> System.out.println(verdict.text()));
    }

    private static void classify(Path run, List<String> texts) throws IOException {
        try (TrainedRun trained = TrainedRun.open(run)) {
            LoadedModel model = trained.model("lstm");
            List<Prediction> predictions = model.predict(texts);
            for (int text = 0; text < texts.size(); text++) {
                Prediction prediction = predictions.get(text);
                System.out.printf("%s (%.2f): %s%n", prediction.label(), prediction.probability(), texts.get(text));
            }
        }
    }
}
