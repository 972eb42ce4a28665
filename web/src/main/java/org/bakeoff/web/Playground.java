package org.bakeoff.web;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.experiment.Explanation;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.Prediction;
import org.bakeoff.experiment.TrainedRun;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.report.Highlight;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.WarningSentences;
import org.bakeoff.report.run.RunDirectory;
import org.jspecify.annotations.Nullable;

/** Asks the models of a run about a text. The models of the run that was asked last stay in memory. */
public final class Playground implements AutoCloseable {

    /** Of more seeds of a model only the first ones are asked. */
    private static final int MOST_SEEDS = 5;

    /** A model that needs longer for an answer keeps no other question waiting. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Path> plugins;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Opened opened;

    /** A run whose models are in memory. */
    private record Opened(RunDirectory directory, String identity, TrainedRun run) {}

    /**
     * Holds what the models say of a text.
     *
     * @param models the answer of each model, in the order of the spec
     * @param changed which plugins have changed since the run; empty if none
     */
    public record Answers(List<ModelAnswer> models, String changed) {

        /** Copies the list. */
        public Answers {
            models = List.copyOf(models);
        }
    }

    /**
     * Holds what a model says of a text.
     *
     * @param model its name
     * @param classes the probability of each class by its name, the mean over seeds; empty if it can't answer
     * @param seeds what each seed says
     * @param words the words that it read, as the first seed weighs them; none if it can't tell
     * @param fault why it can't answer, or some seeds can't; empty if all can
     */
    public record ModelAnswer(
            String model, Map<String, Double> classes, List<Seed> seeds, List<Word> words, String fault) {

        /** Copies the lists. */
        public ModelAnswer {
            seeds = List.copyOf(seeds);
            words = List.copyOf(words);
        }

        /** Returns the class with the largest probability; empty if there is none. */
        public String label() {
            return classes.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .map(Map.Entry::getKey)
                    .orElse("");
        }

        /** Returns the probability of {@link #label}. */
        public double probability() {
            return classes.getOrDefault(label(), Double.NaN);
        }
    }

    /** Holds what the model of one seed says. */
    public record Seed(long seed, Prediction prediction) {}

    /**
     * A word as a model read it.
     *
     * @param text the word as it was typed, or as the model's vocabulary has it
     * @param css the classes of its mark
     */
    public record Word(String text, String css) {}

    /** Starts without a run. */
    Playground(List<Path> plugins) {
        this(plugins, PATIENCE);
    }

    Playground(List<Path> plugins, Duration patience) {
        this.plugins = List.copyOf(plugins);
        this.patience = patience;
    }

    /**
     * Asks all models of a run. Returns nothing if they still answer another question.
     *
     * @throws BakeoffException if the run can't be opened; a model that can't answer is among the answers
     */
    Optional<Answers> ask(RunDirectory directory, String text) {
        return inTurn(() -> answers(open(directory), text));
    }

    /** Does some work with the models, which answer one question after the other; returns nothing if it isn't their turn in time. */
    <T> Optional<T> inTurn(Supplier<T> work) {
        if (!isMyTurn()) {
            return Optional.empty();
        }
        try {
            return Optional.of(work.get());
        } finally {
            turn.unlock();
        }
    }

    private boolean isMyTurn() {
        try {
            return turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Answers answers(TrainedRun run, String text) {
        List<ModelAnswer> answers =
                run.models().stream().map(model -> answer(run, model, text)).toList();
        return new Answers(
                answers,
                run.changedPlugins()
                        .map(changed ->
                                Sentence.ended(WarningSentences.of(changed).joined("; ")))
                        .orElse(""));
    }

    private TrainedRun open(RunDirectory directory) {
        // Seeds and the configurations that a search selects are added while a run goes on.
        String identity = directory.identity() + directory.data().trials();
        Opened before = opened;
        if (before != null
                && before.directory().equals(directory)
                && before.identity().equals(identity)) {
            return before.run();
        }
        free();
        TrainedRun run = TrainedRun.open(directory.path(), plugins);
        opened = new Opened(directory, identity, run);
        return run;
    }

    private static ModelAnswer answer(TrainedRun run, String name, String text) {
        List<Seed> seeds = new ArrayList<>();
        List<Word> words = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (long seed : run.seeds(name)) {
            if (seeds.size() == MOST_SEEDS) {
                break;
            }
            try {
                LoadedModel model = run.model(name, seed);
                Optional<Explanation> explanation = seeds.isEmpty() ? explanation(model, text) : Optional.empty();
                explanation.map(found -> words(found, text)).ifPresent(words::addAll);
                seeds.add(
                        new Seed(seed, explanation.map(Explanation::prediction).orElseGet(() -> model.predict(text))));
            } catch (BakeoffException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
        }
        return new ModelAnswer(name, mean(seeds), seeds, words, String.join("\n", faults));
    }

    private static Optional<Explanation> explanation(LoadedModel model, String text) {
        try {
            return model.explains() ? Optional.of(model.explain(text)) : Optional.empty();
        } catch (BakeoffException e) {
            // It has predictions nevertheless.
            return Optional.empty();
        }
    }

    private static List<Word> words(Explanation explanation, String text) {
        List<String> typed = TypedWords.of(
                text, explanation.tokens().stream().map(Explanation.Token::word).toList());
        List<String> shades = Highlight.shades(explanation.tokens().stream()
                .map(Explanation.Token::contribution)
                .toList());
        List<Word> words = new ArrayList<>();
        for (int index = 0; index < shades.size(); index++) {
            String word = explanation.tokens().get(index).word();
            boolean unknown = word.equals(DatasetInfo.UNKNOWN);
            words.add(new Word(typed.get(index), unknown ? "unknown" : shades.get(index)));
        }
        return words;
    }

    private static Map<String, Double> mean(List<Seed> seeds) {
        Map<String, Double> mean = new LinkedHashMap<>();
        for (Seed seed : seeds) {
            seed.prediction()
                    .probabilities()
                    .forEach((label, probability) -> mean.merge(label, probability / seeds.size(), Double::sum));
        }
        return mean;
    }

    /** Frees the models, unless they are still answering. */
    @Override
    public void close() {
        if (turn.tryLock()) {
            try {
                free();
            } finally {
                turn.unlock();
            }
        }
    }

    private void free() {
        if (opened != null) {
            opened.run().close();
            opened = null;
        }
    }
}
