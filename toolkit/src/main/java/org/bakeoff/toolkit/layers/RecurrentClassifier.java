package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
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
    private final List<Block> body;
    private final Block head;
    private final @Nullable Integer chunk;
    private final boolean forwardOnly;
    private final boolean dropsBetween;

    /**
     * Makes a classifier that is not initialised yet.
     *
     * @param embedding (N, T) to vectors
     * @param body word dropout, recurrent layers in one or two directions, dropout and pooling, which give (N, size)
     * @param head (N, size) to logits
     * @param chunk the columns that are read from one zero state, or null for whole texts
     */
    RecurrentClassifier(TokenEmbedding embedding, List<Block> body, Block head, @Nullable Integer chunk) {
        this.embedding = embedding;
        this.body = body;
        this.head = head;
        this.chunk = chunk;
        this.forwardOnly = body.stream().noneMatch(Bidirectional.class::isInstance);
        this.dropsBetween = body.subList(0, lastRecurrent(body)).stream()
                .anyMatch(block -> !(block instanceof RecurrentLayer || block instanceof WordDropout));
        add(embedding);
        body.forEach(this::add);
        add(head);
    }

    private static int lastRecurrent(List<Block> body) {
        int last = body.size() - 1;
        while (last > 0 && !(body.get(last) instanceof RecurrentLayer)) {
            last--;
        }
        return last;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDManager manager = inputs.singletonOrThrow().getManager();
        Passages all = Passages.of(inputs.singletonOrThrow(), chunk);
        int shared = forwardOnly && !(training && dropsBetween) ? all.sharedPadding() : 0;
        Passages passages = all.from(shared);
        NDArray own = embedded(parameters, passages.tokens(manager), training);
        NDArray common = embedded(parameters, manager.zeros(new Shape(shared, 1), DataType.INT64), training);
        for (Block block : body) {
            if (block instanceof RecurrentLayer layer) {
                NDList state = layer.zeroState(own, passages.rows());
                if (shared > 0) {
                    NDList result = layer.run(parameters, common, layer.zeroState(common, 1), training);
                    common = result.get(0);
                    state = repeated(result.subNDList(1), passages.rows());
                }
                NDList result = layer.run(parameters, own, state, training);
                own = layer.sequences() ? result.get(0) : result.get(1).squeeze(0);
            } else if (block instanceof TimeFirst timeFirst) {
                own = timeFirst.run(parameters, own, passages, training);
            } else {
                own = block.forward(parameters, new NDList(own), training).singletonOrThrow();
            }
        }
        return head.forward(parameters, new NDList(own), training);
    }

    private NDArray embedded(ParameterStore parameters, NDArray tokens, boolean training) {
        return embedding.forward(parameters, new NDList(tokens), training).singletonOrThrow();
    }

    private static NDList repeated(NDList state, long rows) {
        NDList repeated = new NDList();
        state.forEach(array -> repeated.add(array.repeat(1, rows)));
        return repeated;
    }
}
