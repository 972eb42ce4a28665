package org.example.spring;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.Prediction;
import org.bakeoff.experiment.TrainedRun;
import org.bakeoff.report.HeadlineSentence;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.training.progress.Progress;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;

/** The experiment, which is trained from the start of the application on, and its trained models. */
@Service
class Training implements DisposableBean {

    private final CompletableFuture<ComparisonResult> result;
    private final CompletableFuture<TrainedRun> trained;
    private volatile String now = "starting";

    /**
     * Starts to train. What an earlier start of the application has trained in the same folder is kept.
     *
     * @param folder where the run goes, and what was encoded
     */
    Training(@Value("${reviews.folder:reviews}") Path folder) {
        Path run = folder.resolve("run");
        Experiment experiment = Experiment.builder()
                .name("reviews")
                .dataset("synthetic", Map.of("train", 400, "test", 200, "length", 28))
                .model("lstm", "lstm", Map.of("embedding", 16, "hiddenUnits", List.of(16)))
                .model("words", "bagofwords")
                .training(training -> training.epochs(4).batchSize(32).learningRate(0.01))
                .evaluator("accuracy")
                .out(run)
                .cache(folder.resolve("cache"))
                .build();
        result = experiment.runAsync(this::follow);
        trained = result.thenApply(done -> TrainedRun.open(run));
    }

    private void follow(Progress event) {
        if (event instanceof Progress.EpochEnded ended) {
            now = ended.trial() + " has trained " + ended.epoch().epoch() + " epochs";
        }
    }

    /** Returns what is going on. */
    State state() {
        if (!trained.isDone()) {
            return new State("training", now);
        }
        return trained.handle((run, failure) -> failure == null
                        ? new State("ready", HeadlineSentence.of(result.join()).text())
                        : new State("failed", failure.getMessage()))
                .join();
    }

    /** Returns what a model says about a text, or nothing while it is trained. */
    Optional<Prediction> predict(String model, String text) {
        return trained.isDone()
                ? Optional.of(trained.join().model(model).predict(List.of(text)).get(0))
                : Optional.empty();
    }

    /** Stops the training, if it runs, at the next batch; the next start resumes it. */
    @Override
    public void destroy() {
        result.cancel(true);
        trained.thenAccept(TrainedRun::close);
    }

    record State(String state, String text) {}
}
