package org.bakeoff.statistics;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.bakeoff.api.Example;
import org.bakeoff.api.Predictions;

/**
 * Holds what models are compared on: their predictions for the same test examples.
 *
 * @param name the experiment's name
 * @param dataset the data
 * @param training what is known of the training
 * @param test the test examples, in the order of the predictions
 * @param models the models, in the order of the spec
 * @param counts what was counted in the data that could mislead
 * @param rules what decides the verdicts
 */
public record ComparisonInput(
        String name,
        DatasetDescription dataset,
        Training training,
        List<Example> test,
        List<Model> models,
        List<DataCount> counts,
        Rules rules) {

    /** Copies the lists but that of the test examples, which may hold more than fits in memory; it must not change. */
    public ComparisonInput {
        test = Collections.unmodifiableList(test);
        models = List.copyOf(models);
        counts = List.copyOf(counts);
    }

    /**
     * Holds what decides the verdicts.
     *
     * @param primaryMetric the name of the metric that verdicts are about; empty for the first one
     * @param positive with two classes the index of the positive class, which metrics of a single class are about; else empty
     * @param margin the largest difference that counts as none, positive; empty for no verdict of equivalence
     * @param looks how often the results were looked at
     * @param pairs the pairs that have verdicts; empty for every pair of models, and each model that is no baseline with the
     *     majority class
     */
    public record Rules(
            Optional<String> primaryMetric,
            OptionalInt positive,
            OptionalDouble margin,
            Looks looks,
            Optional<List<ModelPair>> pairs) {

        /** The rules where nothing is said. */
        public static final Rules DEFAULT =
                new Rules(Optional.empty(), OptionalInt.empty(), OptionalDouble.empty(), Looks.NONE, Optional.empty());

        /** Copies the list. */
        public Rules {
            pairs = pairs.map(List::copyOf);
        }

        /** Returns whether two models are compared. */
        boolean compares(String left, String right) {
            return pairs.isEmpty() || pairs.get().contains(new ModelPair(left, right));
        }
    }

    /**
     * Two models to compare.
     *
     * @param left the one that stands first
     * @param right the other
     */
    public record ModelPair(String left, String right) {}

    /**
     * Holds what is known of the training and its data.
     *
     * @param classSizes the number of training examples of each class, without those for validation
     * @param searches the hyperparameter searches, by model that was tuned
     * @param warnings what one must know to weigh the verdicts and can't be seen from the rest
     * @param notes what was assumed in reading the data
     */
    public record Training(
            List<Integer> classSizes, List<SearchResult> searches, List<Warning> warnings, List<String> notes) {

        /** Copies the lists. */
        public Training {
            classSizes = List.copyOf(classSizes);
            searches = List.copyOf(searches);
            warnings = List.copyOf(warnings);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A model.
     *
     * @param name its name
     * @param baseline whether it is a baseline, which others should outperform
     * @param deterministic whether training gives the same model with every seed
     * @param description what it is and what it was given
     * @param trials its trials, one a seed
     */
    public record Model(
            String name, boolean baseline, boolean deterministic, ModelDescription description, List<Trial> trials) {

        /** Copies the list. */
        public Model {
            trials = List.copyOf(trials);
        }
    }

    /**
     * A trial of a model.
     *
     * @param seed its seed, unique within the model
     * @param status how it ended
     * @param reason why it diverged or failed; empty if it is done
     * @param predictions one for each test example; empty if it failed
     * @param trainSeconds how long it trained; NaN if no epoch ended
     * @param examplesPerSecond training examples a second; NaN if no epoch ended
     */
    public record Trial(
            long seed,
            ModelResult.Status status,
            Optional<String> reason,
            Optional<Predictions> predictions,
            double trainSeconds,
            double examplesPerSecond) {}

    /**
     * Counts something in the data.
     *
     * @param what what was counted
     * @param count how many
     * @param total of how many
     * @param testExamples the positions of the test examples that the models are compared without; empty where leaving any
     *     out means nothing
     */
    public record DataCount(DataCheck.Subject what, long count, long total, List<Integer> testExamples) {

        /** Copies the list. */
        public DataCount {
            testExamples = List.copyOf(testExamples);
        }
    }
}
