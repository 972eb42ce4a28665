package org.bakeoff.api;

import org.jspecify.annotations.Nullable;

/**
 * Holds the class probabilities of one trained model for a list of examples, or only the classes that it predicts.
 *
 * <p>Of two classes, class 1 is predicted if its probability is at least 0.5. Of more, the class with the largest
 * probability is predicted, the first one if several have it. A model from elsewhere may give classes alone; its
 * probabilities are then all NaN, so that metrics of probabilities are NaN, too.
 */
public final class Predictions {

    private final long seed;
    private final int classes;
    private final double[] probabilities;
    /** The class of every example where there are no probabilities; else null. */
    private final int @Nullable [] labels;

    /**
     * Makes predictions. It does not copy the probabilities, which must not change afterwards.
     *
     * @param seed the seed that the model was trained with
     * @param classes the number of classes, at least 2
     * @param probabilities for two classes the probability of class 1 of every example; for more, {@code classes}
     *     numbers for every example, one example after the other. Each is from 0 to 1, or NaN where the model gave none
     * @throws IllegalArgumentException if {@code classes} is below 2 or does not divide the number of probabilities
     */
    public Predictions(long seed, int classes, double[] probabilities) {
        if (classes < 2 || probabilities.length % columns(classes) != 0) {
            throw new IllegalArgumentException(
                    probabilities.length + " probabilities are no table for " + classes + " classes");
        }
        this.seed = seed;
        this.classes = classes;
        this.probabilities = probabilities;
        this.labels = null;
    }

    private Predictions(long seed, int classes, int[] labels) {
        this.seed = seed;
        this.classes = classes;
        this.probabilities = new double[0];
        this.labels = labels;
    }

    /**
     * Returns the predictions of a model that gives classes without probabilities. It does not copy the classes, which must
     * not change afterwards.
     *
     * @param seed the seed that the model was trained with
     * @param classes the number of classes, at least 2
     * @param labels the index of the class that is predicted for every example, from 0 to {@code classes} - 1
     * @throws IllegalArgumentException if a label is no class index
     */
    public static Predictions ofLabels(long seed, int classes, int[] labels) {
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException(label + " is no index of " + classes + " classes");
            }
        }
        return new Predictions(seed, classes, labels);
    }

    /** Returns whether there are probabilities; else only the predicted classes are known. */
    public boolean hasProbabilities() {
        return labels == null;
    }

    /** Returns the seed that the model was trained with. */
    public long seed() {
        return seed;
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns the number of examples. */
    public int size() {
        return labels == null ? probabilities.length / columns(classes) : labels.length;
    }

    /**
     * Returns the probability that an example is of a class, from 0 to 1; NaN where the model gave none.
     *
     * @param example the position of the example
     * @param classIndex the class index, from 0
     */
    public double probability(int example, int classIndex) {
        if (labels != null) {
            return Double.NaN;
        }
        if (classes == 2) {
            double one = probabilities[example];
            return classIndex == 1 ? one : 1 - one;
        }
        return probabilities[example * classes + classIndex];
    }

    /** Returns the index of the class that is predicted for an example; -1 where a probability is NaN. */
    public int predicted(int example) {
        if (labels != null) {
            return labels[example];
        }
        if (classes == 2) {
            double one = probabilities[example];
            return Double.isNaN(one) ? -1 : one >= 0.5 ? 1 : 0;
        }
        int best = 0;
        for (int index = 0; index < classes; index++) {
            double value = probability(example, index);
            if (Double.isNaN(value)) {
                return -1;
            }
            if (value > probability(example, best)) {
                best = index;
            }
        }
        return best;
    }

    /** Returns how many numbers an example has: 1 for two classes, else one for each class. */
    private static int columns(int classes) {
        return classes == 2 ? 1 : classes;
    }
}
