package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import org.bakeoff.toolkit.layers.PaddingMask;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of tokens, positions and the first token type, added and normalised: token ids (N, T) to (N, T, hidden) and the
 * {@linkplain PaddingMask mask} (N, T). Padding has the id 0 here, whatever it has in the folder.
 */
final class Embeddings extends ModelPart {

    /** What gradients with respect to tokens go by; see docs/write-a-plugin.md. */
    private static final String TOKENS = "embedding";

    private final Parameter tokens;
    private final Parameter positions;
    private final @Nullable Parameter types;
    private final Pair norm;
    private final @Nullable Pair projection;
    private final String tokensName;
    private final int vocabulary;
    private final int padding;
    private final int firstPosition;
    private final int hidden;
    private final double epsilon;
    private final double dropout;

    Embeddings(ModelConfig config, PretrainedParameters parameters, double dropout, boolean trained)
            throws IOException {
        Family family = config.family();
        ModelConfig.Sizes sizes = config.sizes();
        int size = sizes.embedding();
        this.tokensName = family.embeddings("word_embeddings.weight");
        this.tokens =
                addParameter(parameters.pretrained(TOKENS, tokensName, new Shape(sizes.vocabulary(), size), trained));
        this.positions = addParameter(parameters.pretrained(
                family.embeddings("position_embeddings.weight"), new Shape(sizes.positions(), size), trained));
        this.types = config.types() == 0
                ? null
                : addParameter(parameters.pretrained(
                        family.embeddings("token_type_embeddings.weight"), new Shape(config.types(), size), trained));
        this.norm = normalization(parameters, family.embeddings("LayerNorm"), size, trained);
        this.projection = size == sizes.hidden()
                ? null
                : linear(parameters, family.embeddingProjection(), sizes.hidden(), size, trained);
        this.vocabulary = sizes.vocabulary();
        this.padding = config.padding();
        this.firstPosition = config.firstPosition();
        this.hidden = sizes.hidden();
        this.epsilon = config.epsilon();
        this.dropout = dropout;
    }

    /** Returns the name that transformers gives a parameter. */
    String name(Parameter parameter) {
        return parameter == tokens ? tokensName : parameter.getName();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray ids = inputs.singletonOrThrow();
        NDArray table = store.getValue(tokens, ids.getDevice(), training);
        NDArray mask = PaddingMask.of(ids, table.getDataType());
        NDArray sum = rows(folderIds(ids, table), table)
                .add(rows(
                        PaddingMask.positions(mask).add(firstPosition),
                        store.getValue(positions, ids.getDevice(), training)));
        if (types != null) {
            NDArray first = ids.getManager().zeros(new Shape(1, 1), DataType.INT64);
            sum = sum.add(rows(first, store.getValue(types, ids.getDevice(), training)));
        }
        NDArray vectors = dropped(norm.normalized(store, sum, epsilon, training), dropout, training);
        return new NDList(projection == null ? vectors : projection.linear(store, vectors, training), mask);
    }

    /**
     * Returns the folder's ids: where padding isn't 0 there, 0 and its id change places. Rows of a table that stands in for the
     * folder's are left as they are.
     */
    private NDArray folderIds(NDArray ids, NDArray table) {
        if (padding == 0 || table.getShape().get(0) != vocabulary) {
            return ids;
        }
        NDArray zeros = ids.eq(0).toType(DataType.INT64, false);
        NDArray paddings = ids.eq(padding).toType(DataType.INT64, false);
        return ids.add(zeros.sub(paddings).mul(padding));
    }

    private static NDArray rows(NDArray indices, NDArray table) {
        return indices.getNDArrayInternal()
                .embedding(indices, table, SparseFormat.DENSE)
                .singletonOrThrow();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].add(hidden), inputShapes[0]};
    }
}
