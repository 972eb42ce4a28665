package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bakeoff.api.ModelProvider;
import org.jspecify.annotations.Nullable;

/**
 * An embedding, recurrent layers and what follows them: token ids (N, T) to logits. It computes what its children compute
 * one after the other, in less time: texts are padded in front, and all rows start from the same state, so the columns that
 * are padding in every row leave every row in one state, which is computed once and then shared.
 *
 * <p>Sharing is left where rows differ in those columns: where dropout or a backward direction comes before or in a
 * recurrent layer.
 */
final class RecurrentClassifier extends SequentialBlock {

    private final TokenEmbedding embedding;
    private final List<SequenceLayer> body;
    private final Block head;
    private final @Nullable Integer chunk;

    /** Those of the body that the outputs at padding matter to: all up to the last that reads padding. */
    private final List<SequenceLayer> reading;

    /**
     * Makes a classifier that is not initialised yet.
     *
     * @param embedding (N, T) to vectors
     * @param body word dropout, recurrent layers in one or two directions, dropout and pooling, which give (N, size)
     * @param head (N, size) to logits
     * @param chunk the columns that are read from one zero state, or null for whole texts
     */
    RecurrentClassifier(TokenEmbedding embedding, List<SequenceLayer> body, Block head, @Nullable Integer chunk) {
        this.embedding = embedding;
        this.body = body;
        this.head = head;
        this.chunk = chunk;
        this.reading = body.subList(
                0,
                IntStream.range(0, body.size())
                                .filter(index -> body.get(index).readsPadding())
                                .max()
                                .orElse(-1)
                        + 1);
        add(embedding);
        body.forEach(this::add);
        add(head);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        PaddedSequence sequence = embedded(parameters, inputs.singletonOrThrow(), training, options);
        for (SequenceLayer layer : body) {
            sequence = layer.run(parameters, sequence, training);
        }
        return head.forward(parameters, new NDList(sequence.output()), training);
    }

    private PaddedSequence embedded(
            ParameterStore parameters, NDArray input, boolean training, @Nullable PairList<String, Object> options) {
        NDManager manager = input.getManager();
        NDArray tokens = input.transpose().toType(DataType.INT64, false);
        int rows = Math.toIntExact(tokens.getShape().get(1));
        long[] ids = ids(tokens, options);
        Passages passages = Passages.ofTexts(ids, rows);
        if (chunk != null) {
            int[] chunks = passages.chunks(chunk);
            long[] cut = passages.cut(ids, chunk, chunks);
            passages = Passages.ofChunks(cut, chunks);
            tokens = manager.create(cut, new Shape(chunk, passages.rows()));
        }
        boolean shares = reading.stream().allMatch(layer -> layer.sharesPadding(training));
        int shared = shares ? passages.sharedPadding() : 0;
        NDArray output = embedded(parameters, tokens.get(new NDIndex("{}:", shared)), training);
        NDArray padding = embedded(parameters, manager.zeros(new Shape(shared, 1), DataType.INT64), training);
        return new PaddedSequence(padding, output, passages.from(shared), false, backward(options));
    }

    /** Returns the token ids in Java, time first: as the runner passes them on, or read back from the device elsewhere. */
    private static long[] ids(NDArray tokens, @Nullable PairList<String, Object> options) {
        return options != null && options.get(ModelProvider.TOKEN_IDS) instanceof long[] known
                ? known
                : tokens.toLongArray();
    }

    @SuppressWarnings("unchecked") // As the option's name says.
    private static @Nullable List<Consumer<GradientCollector>> backward(@Nullable PairList<String, Object> options) {
        return options == null ? null : (List<Consumer<GradientCollector>>) options.get(ModelProvider.BACKWARD_PASSES);
    }

    private NDArray embedded(ParameterStore parameters, NDArray tokens, boolean training) {
        return embedding.forward(parameters, new NDList(tokens), training).singletonOrThrow();
    }
}
