package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;

/** Trained models on examples of given tokens, evaluated as the runner does. */
final class Probed {

    private final DatasetInfo data;
    private final List<Example> examples = new ArrayList<>();
    private final List<ModelPredictions> models = new ArrayList<>();

    /** Classes "c0", "c1", ... and words "", "w1", "w2", ... */
    Probed(int classes, int vocabulary) {
        data = new DatasetInfo(names("c", classes), names("w", vocabulary), TinyModel.LENGTH);
    }

    /** Adds an example in a group of its own. */
    Probed example(int label, int... tokens) {
        return example("g" + examples.size(), label, tokens);
    }

    Probed example(String group, int label, int... tokens) {
        examples.add(new Example("e" + examples.size(), tokens, label, "Text " + examples.size(), group, Map.of()));
        return this;
    }

    /** Adds examples of random tokens whose label is what a model says, groups of four. */
    Probed random(int count, int shortest, int longest, TrainedModel truth) {
        Random random = new Random(count);
        for (int index = 0; index < count; index++) {
            int[] tokens = new int[shortest + random.nextInt(longest - shortest + 1)];
            Arrays.setAll(tokens, place -> 1 + random.nextInt(data.vocabularySize() - 1));
            int label =
                    truth.predict(List.of(tokens), TrainedModel.Padding.TRAINED).predicted(0);
            example("group" + index / 4, label, tokens);
        }
        return this;
    }

    /** Adds a model by what it is trained to, one a seed. */
    Probed model(String name, TrainedModel... seeds) {
        models.add(new ModelPredictions(name, predictions(seeds), List.of(seeds)));
        return this;
    }

    /**
     * Adds a model that reads every token of an example twice, as {@code "w1'"} and so on, at most {@code length} of them.
     *
     * @param trained what it is trained to
     */
    Probed doubling(String name, int length, TrainedModel trained) {
        List<int[]> tokens = examples.stream()
                .map(example -> Arrays.stream(example.tokens())
                        .flatMap(token -> IntStream.of(token, token))
                        .toArray())
                .map(all -> Arrays.copyOfRange(all, Math.max(0, all.length - length), all.length))
                .toList();
        List<String> words = data.vocabulary().stream().map(word -> word + "'").toList();
        models.add(new ModelPredictions(
                name,
                List.of(trained.predict(tokens, TrainedModel.Padding.TRAINED)),
                List.of(trained),
                Optional.of(new ModelPredictions.OwnEncoding(new DatasetInfo(data.classes(), words, length), tokens))));
        return this;
    }

    /** Adds a model of which the predictions alone are known. */
    Probed predictionsOf(String name, TrainedModel... seeds) {
        models.add(new ModelPredictions(name, predictions(seeds), List.of()));
        return this;
    }

    List<Finding> by(Evaluator<?> evaluator) {
        return defaults(evaluator);
    }

    <C extends Record> List<Finding> by(Evaluator<C> evaluator, C config) {
        return evaluator.evaluate(config, comparison());
    }

    Comparison comparison() {
        return new Comparison(data, examples, models);
    }

    private <C extends Record> List<Finding> defaults(Evaluator<C> evaluator) {
        return by(evaluator, evaluator.defaults());
    }

    private List<Predictions> predictions(TrainedModel... seeds) {
        List<int[]> tokens = examples.stream().map(Example::tokens).toList();
        return Arrays.stream(seeds)
                .map(seed -> seed.predict(tokens, TrainedModel.Padding.TRAINED))
                .toList();
    }

    private static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(index -> prefix + index).toList();
    }
}
