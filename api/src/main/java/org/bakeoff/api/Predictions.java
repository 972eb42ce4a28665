package org.bakeoff.api;

/**
 * Holds the class probabilities of one trained model for a list of examples.
 *
 * <p>Of two classes, class 1 is predicted if its probability is at least 0.5. Of more, the class with the largest
 * probability is predicted, the first one if several have it.
 */
public final class Predictions {

    private final long seed;
    private final int classes;
    private final double[] probabilities;

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
        return probabilities.length / columns(classes);
    }

    /**
     * Returns the probability that an example is of a class, from 0 to 1; NaN where the model gave none.
     *
     * @param example the position of the example
     * @param classIndex the class index, from 0
     */
    public double probability(int example, int classIndex) {
        if (classes == 2) {
            double one = probabilities[example];
            return classIndex == 1 ? one : 1 - one;
        }
        return probabilities[example * classes + classIndex];
    }

    /** Returns the index of the class that is predicted for an example; -1 where a probability is NaN. */
    public int predicted(int example) {
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
