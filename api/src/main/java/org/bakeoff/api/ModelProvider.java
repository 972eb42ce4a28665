package org.bakeoff.api;

import ai.djl.nn.Block;

/**
 * Makes untrained models of one family.
 *
 * <p>A model maps token ids to logits and nothing else: seeds, loss, optimizer, batches, devices and saving are the
 * runner's. Its prediction for an example must depend on its weights and that example alone, never on the other
 * examples of the batch. The layers of a {@link ai.djl.nn.SequentialBlock} are shown to the user one by one.
 *
 * @param <C> its configuration, see {@link Plugin}
 */
public non-sealed interface ModelProvider<C extends Record> extends Plugin<C> {

    /**
     * The name of an option of {@link Block#forward}: the block's token ids as a {@code long[]}, time first, so column by column.
     * A block that must know where padding is can look there and needn't copy the ids back from the device. They must not be
     * changed.
     */
    String TOKEN_IDS = "tokenIds";

    /**
     * Makes a model that is not initialised yet.
     *
     * <p>The block takes one array of token ids of shape (N, T), type {@code INT64}, padded in front with 0, where T is
     * at most {@link DatasetInfo#length()}, and gives one array of logits of shape (N, {@link DatasetInfo#outputs()}). Every
     * parameter without an initialiser of its own gets DJL's default for its type.
     *
     * @param config the configuration, its ranges checked
     * @param data what the model must fit
     */
    Block create(C config, DatasetInfo data);

    /**
     * Makes a model that starts from what the training examples show, such as how often a word stands in which class. A
     * provider that overrides it must give a block of the same parameters as {@link #create(Record, DatasetInfo)} does, for
     * that is filled with saved weights later; what was learned from the examples must therefore be a parameter, which need
     * not be trained.
     *
     * @param config the configuration, its ranges checked
     * @param data what the model must fit
     * @param examples the examples that it will be trained on. Where they aren't at hand, as for a model as it was before a
     *     training that is over, whatever is asked of them throws {@link UnsupportedOperationException}, which must be
     *     passed on; a model made without asking is taken for the one that any examples would have given
     */
    default Block create(C config, DatasetInfo data, TrainingExamples examples) {
        return create(config, data);
    }

    /** Whether its models are a floor: so simple that a network which doesn't beat them has learned little. */
    default boolean isBaseline() {
        return false;
    }

    /** Whether training gives the same model with every seed, so that seeds add no variance. */
    default boolean deterministic() {
        return false;
    }

    /** Gives access to the examples that a model is about to be trained on; validation and test examples are not among them. */
    interface TrainingExamples {

        /** Returns the number of examples. */
        int size();

        /**
         * Returns the token ids of an example, without padding, in a new array.
         *
         * @param example from 0 to {@link #size()} - 1
         */
        int[] tokens(int example);

        /**
         * Returns the class index of an example.
         *
         * @param example from 0 to {@link #size()} - 1
         */
        int label(int example);
    }
}
