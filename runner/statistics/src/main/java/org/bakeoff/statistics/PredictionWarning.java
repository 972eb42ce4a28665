package org.bakeoff.statistics;

import java.util.List;

/** Warns of predictions that were made elsewhere. */
public sealed interface PredictionWarning extends Warning {

    /** Returns the model whose predictions it is about. */
    String model();

    /** Returns the same of a model with another name, as it has in a comparison of several runs. */
    PredictionWarning named(String model);

    /**
     * The labels in a file of predictions contradict the probabilities beside them, which count.
     *
     * @param model the model
     * @param file the file
     * @param rows in how many rows
     * @param total of how many
     * @param classes the names of the classes, in the order of the probabilities
     * @param cause what the probabilities probably are instead
     */
    record ContradictoryLabels(String model, String file, int rows, int total, List<String> classes, Cause cause)
            implements PredictionWarning {

        /** Copies the list. */
        public ContradictoryLabels {
            classes = List.copyOf(classes);
        }

        @Override
        public ContradictoryLabels named(String other) {
            return new ContradictoryLabels(other, file, rows, total, classes, cause);
        }

        /** Says what probabilities that contradict labels probably are. */
        public enum Cause {
            /** Those of the right classes: the labels were chosen by another threshold, say. */
            UNKNOWN,
            /** Those of other classes than was meant. */
            OTHER_CLASSES,
            /** Of two classes those of the predicted one, whichever that is. */
            PREDICTED_CLASS
        }
    }

    /**
     * The predictions in a file are probably not what they should be.
     *
     * @param model the model
     * @param file the file
     * @param classes the names of the classes, in the order of the probabilities
     * @param doubt what they probably are
     */
    record DoubtfulPredictions(String model, String file, List<String> classes, Doubt doubt)
            implements PredictionWarning {

        /** Copies the list. */
        public DoubtfulPredictions {
            classes = List.copyOf(classes);
        }

        @Override
        public DoubtfulPredictions named(String other) {
            return new DoubtfulPredictions(other, file, classes, doubt);
        }

        /** Says what predictions probably are instead. */
        public enum Doubt {
            /** The true labels. */
            TRUE_LABELS,
            /** Those of the other one of two classes. */
            OTHER_CLASS,
            /** Those of more classes in another order. */
            OTHER_ORDER,
            /** Those of other examples: the labels beside them aren't the true ones. */
            OTHER_EXAMPLES,
            /** Those of other examples: the texts beside them are those of other test examples. */
            OTHER_TEXTS,
            /** Chosen at ties: in many rows several classes have the same largest probability, and nothing says which is predicted. */
            TIES,
            /** A copy of those of another seed. */
            EARLIER_FILE
        }
    }

    /**
     * The labels in a model's files are classes both as names and as indexes, and far more are right if they are read in the other
     * way.
     *
     * @param model the model
     * @param classes the names of the classes, in the order of their indexes
     * @param indexes whether they are read as indexes
     * @param right how many are right as they are read, over all files
     * @param otherwise how many would be right
     * @param total of how many
     */
    record AmbiguousLabels(String model, List<String> classes, boolean indexes, long right, long otherwise, long total)
            implements PredictionWarning {

        /** Copies the list. */
        public AmbiguousLabels {
            classes = List.copyOf(classes);
        }

        @Override
        public AmbiguousLabels named(String other) {
            return new AmbiguousLabels(other, classes, indexes, right, otherwise, total);
        }
    }
}
