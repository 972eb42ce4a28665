package org.bakeoff.api;

import ai.djl.nn.Block;

/**
 * Makes untrained models of one family.
 *
 * <p>A model maps token ids to logits and does nothing else: seeds, loss, optimizer, batches, devices and saving belong to
 * the runner. A prediction must depend on the weights and on its example alone, never on the other examples of the
 * batch. The layers of a {@link ai.djl.nn.SequentialBlock} are shown to the user one by one.
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
     * <p>The block takes one array of token ids of shape (N, T) and type {@code INT64}, padded in front with 0, where T
     * is from 1 to {@link DatasetInfo#length()}. It returns one array of logits of shape (N,
     * {@link DatasetInfo#outputs()}). A parameter without an initialiser of its own gets DJL's default for its type.
     *
     * @param config the configuration; its values are within their ranges
     * @param data describes the data that the model must fit
     */
    Block create(C config, DatasetInfo data);

    /**
     * Makes a model whose initial weights come from the training examples, such as how often each word occurs in each
     * class. A provider that overrides this method must keep two rules:
     *
     * <ul>
     *   <li>The block has the same parameters, by name and shape, as that of {@link #create(Record, DatasetInfo)}, which
     *       is later filled with the saved weights. So whatever the model learns from the examples is a parameter; it need
     *       not be trained.
     *   <li>If it asks for no example, it returns the same model as {@link #create(Record, DatasetInfo)}. Otherwise the
     *       runner saves the initial weights, because {@link TrainedModel#untrained()} needs them.
     * </ul>
     *
     * @param config the configuration; its values are within their ranges
     * @param data describes the data that the model must fit
     * @param examples the examples that the model will be trained on
     */
    default Block create(C config, DatasetInfo data, TrainingExamples examples) {
        return create(config, data);
    }

    /**
     * Returns whether its models are baselines: so simple that a network that does not outperform them has learned
     * little.
     */
    default boolean isBaseline() {
        return false;
    }

    /** Returns whether training gives the same model with every seed, so that seeds add no variance. */
    default boolean deterministic() {
        return false;
    }

    /** Gives access to the examples that a model will be trained on, without validation and test examples. */
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
