package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/**
 * An embedding, recurrent layers and what follows them: token ids (N, T) to logits. It computes what its children compute
 * one after the other, in less time: texts are padded in front, and all rows start from the same state, so the columns that
 * are padding in every row leave every row in one state, which is computed once and then shared.
 *
 * <p>Sharing is left where rows differ in those columns: where dropout comes before a recurrent layer.
 */
final class RecurrentClassifier extends SequentialBlock {

    /** Token ids that are padding. */
    private static final long PADDING = 0;

    private final TokenEmbedding embedding;
    private final List<Block> body;
    private final Block head;
    private final boolean dropsBetween;

    /**
     * Makes a classifier that is not initialised yet.
     *
     * @param embedding (N, T) to vectors
     * @param body recurrent layers, of which the last gives its last output only, and dropout
     * @param head the last output (N, hidden) to logits
     */
    RecurrentClassifier(TokenEmbedding embedding, List<Block> body, Block head) {
        this.embedding = embedding;
        this.body = body;
        this.head = head;
        this.dropsBetween =
                body.subList(0, body.size() - 1).stream().anyMatch(block -> !(block instanceof RecurrentLayer));
        add(embedding);
        body.forEach(this::add);
        add(head);
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray tokens = inputs.singletonOrThrow();
        long rows = tokens.getShape().get(0);
        long shared = training && dropsBetween ? 0 : sharedColumns(tokens);
        // Time first, as the engine's recurrent layers want it.
        NDArray own = embedded(parameters, tokens.transpose().get("{}:", shared), training);
        NDArray common =
                embedded(parameters, tokens.getManager().zeros(new Shape(shared, 1), tokens.getDataType()), training);
        for (Block block : body) {
            if (block instanceof RecurrentLayer layer) {
                NDList state = layer.zeroState(own, rows);
                if (shared > 0) {
                    NDList result = layer.run(parameters, common, layer.zeroState(common, 1), training);
                    common = result.get(0);
                    state = repeated(result.subNDList(1), rows);
                }
                NDList result = layer.run(parameters, own, state, training);
                own = layer.sequences() ? result.get(0) : result.get(1).squeeze(0);
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

    /** The columns in front that are padding in every row; never all, and none for one row, which shares with nobody. */
    private static long sharedColumns(NDArray tokens) {
        int rows = Math.toIntExact(tokens.getShape().get(0));
        int columns = Math.toIntExact(tokens.getShape().get(1));
        if (rows == 1) {
            return 0;
        }
        long[] ids = tokens.toType(DataType.INT64, false).toLongArray();
        int shared = columns - 1;
        for (int row = 0; row < rows; row++) {
            int column = 0;
            while (column < shared && ids[row * columns + column] == PADDING) {
                column++;
            }
            shared = column;
        }
        return shared;
    }
}
