package org.bakeoff.api;

/**
 * Says which part of a dataset's training examples is its test set: cross-validation trains on each of {@code of} folds in turn.
 * A dataset whose configuration has a component {@code fold} of this type, null by default, can be cut into folds:
 *
 * <ul>
 *   <li>The folds of a repeat cut all examples into parts; every example is a test example of exactly one fold, and a
 *       training example of all others.
 *   <li>The cut depends on the examples and {@code of} and {@code repeat} alone; another repeat is another cut.
 *   <li>No group is both in the training and the test set of a fold, and the parts are as alike in their classes and sizes as
 *       whole groups allow.
 *   <li>A vocabulary and whatever else is learned comes from the training examples of the fold.
 * </ul>
 *
 * @param number the fold to test on, from 1 to {@code of}
 * @param of the number of folds, from 2 to 100
 * @param repeat the number of the cut, from 1 to 100
 */
public record Fold(
        @ConfigProperty(
                value = "the part to test on, of the parts that all examples are cut into",
                min = 1,
                max = MOST,
                required = true)
        int number,

        @ConfigProperty(value = "how many parts there are", min = 2, max = MOST, required = true)
        int of,

        @ConfigProperty(value = "which cut it is: another number is another cut", min = 1, max = MOST, required = true)
        int repeat) {

    private static final int MOST = 100;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range
     */
    public Fold {
        if (of < 2 || of > MOST || repeat < 1 || repeat > MOST) {
            throw new IllegalArgumentException("there are from 2 to " + MOST + " folds and from 1 to " + MOST
                    + " repeats; found fold " + number + " of " + of + ", repeat " + repeat);
        }
        if (number < 1 || number > of) {
            throw new IllegalArgumentException(
                    "there is no fold " + number + " of " + of + "; give a \"number\" from 1 to " + of);
        }
    }
}
