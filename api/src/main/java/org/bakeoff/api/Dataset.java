package org.bakeoff.api;

import java.io.IOException;
import java.util.Optional;

/**
 * Gives labelled texts as token ids, split into a training set and a test set.
 *
 * @param <C> its configuration, see {@link Plugin}
 */
public non-sealed interface Dataset<C extends Record> extends Plugin<C> {

    /**
     * Reads and encodes the data. The result must depend only on the configuration, on the bytes that
     * {@link DataContext#open} gives, and on what {@link #fingerprint} identifies, because the runner caches it.
     *
     * @param config the configuration; its values are within their ranges
     * @param context opens every file that is read
     * @return the training set and the test set, each always in the same order
     * @throws IOException if something cannot be read or is malformed; the message is shown to the user as it is, so it
     *     names the file and says what to do
     */
    DataSplits load(C config, DataContext context) throws IOException;

    /**
     * Returns what identifies the content that {@link #load} does not read through {@link DataContext#open}, such as the
     * rows of a database: it changes whenever that content does. A dataset whose examples follow from its configuration
     * alone returns any constant.
     *
     * <p>It is empty where opened files say it all. A dataset that opens no file and has no fingerprint is never taken from
     * the cache: it is loaded anew each time, and a run is resumed only if the examples are the same.
     *
     * @param config the configuration; its values are within their ranges
     * @param context opens every file that is read
     * @throws IOException as {@link #load} throws it
     */
    default Optional<String> fingerprint(C config, DataContext context) throws IOException {
        return Optional.empty();
    }

    /**
     * Returns the encoder with which {@link #load} encoded its examples, so that a trained model can predict other
     * texts: it gives the text of an example the token ids of that example. It depends on the arguments alone: it reads
     * no data, and needs no earlier call of {@link #load}. It is empty if the examples do not come from texts.
     *
     * @param config the configuration that the data was loaded with
     * @param data what {@link #load} returned with it
     */
    default Optional<TextEncoder> encoder(C config, DatasetInfo data) {
        return Optional.empty();
    }

    /** Turns texts into token ids. It must be thread-safe. */
    @FunctionalInterface
    interface TextEncoder {

        /**
         * Returns the token ids of a text.
         *
         * @param text any text
         * @return from 0 to {@link DatasetInfo#length()} ids, each from 1 to {@link DatasetInfo#vocabularySize()} - 1;
         *     none for a text without words
         */
        int[] encode(String text);
    }

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
    record Fold(
            @ConfigProperty(
                    value = "the part to test on, of the parts that all examples are cut into",
                    min = 1,
                    max = MOST,
                    required = true)
            int number,

            @ConfigProperty(value = "how many parts there are", min = 2, max = MOST, required = true)
            int of,

            @ConfigProperty(
                    value = "which cut it is: another number is another cut",
                    min = 1,
                    max = MOST,
                    required = true)
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
}
