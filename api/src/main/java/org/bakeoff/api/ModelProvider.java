package org.bakeoff.api;

import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

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
     * The name of an option of {@link Block#forward} in training: a {@code List<Consumer<GradientCollector>>}, to which a block may
     * add backward passes of its own. Once the loss is differentiated, the runner {@linkplain #runBackward runs them}. A block
     * that adds one returns an array without history that requires a gradient; its pass reads that gradient and differentiates,
     * by the collector, a sum of its inputs and parameters, each times the gradient that it should get.
     */
    String BACKWARD_PASSES = "backwardPasses";

    /** Runs the {@linkplain #BACKWARD_PASSES backward passes} of a block, the last one added first. */
    static void runBackward(List<Consumer<GradientCollector>> passes, GradientCollector collector) {
        for (int pass = passes.size() - 1; pass >= 0; pass--) {
            passes.get(pass).accept(collector);
        }
    }

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
     * Returns how its models read texts, where they don't take the dataset's token ids: as characters or subwords, or with another
     * length. The runner encodes the examples once for all models and trials with the same encoding. The methods
     * {@code create} then get what {@link Encoding#learn} returned, and the models its token ids. Examples, their order and their
     * split stay those of the dataset. Empty unless overridden: its models take the dataset's token ids.
     *
     * @param config the configuration; its values are within their ranges
     */
    default Optional<Encoding> encoding(C config) {
        return Optional.empty();
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

    /**
     * Encodes texts for models that don't take the dataset's token ids. As everywhere, id 0 is padding, which the runner adds in
     * front; an encoding never gives it.
     */
    interface Encoding {

        /**
         * Returns what identifies the encoding: two with the same text give equal ids after they learned from the same texts. It has
         * the parts of the configuration that matter, and a checksum of each file that is read. The runner caches encoded examples
         * by it. After it changed it resumes no run, trains no model and asks none: it compares the fingerprint before and after
         * each model is made. So it has a checksum of what the block reads as well, such as pretrained weights.
         *
         * @throws IOException if a file can't be read; the message is shown to the user as it is
         */
        String fingerprint() throws IOException;

        /**
         * Returns the description of the data with this encoding's vocabulary and length, and with the same classes.
         *
         * @param data describes the data as the dataset encoded it
         * @param texts the texts of the examples to train on, without validation and test examples; to be read at most once, in
         *     parallel too
         * @throws IOException as {@link #fingerprint} throws it
         */
        DatasetInfo learn(DatasetInfo data, Stream<String> texts) throws IOException;

        /**
         * Returns the encoder of texts. It depends on the encoding and the argument alone: a trained model that is asked about new
         * texts has nothing else.
         *
         * @param data what {@link #learn} returned
         * @throws IOException as {@link #fingerprint} throws it
         */
        Dataset.TextEncoder encoder(DatasetInfo data) throws IOException;
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
