package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.ParameterList;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import org.bakeoff.api.ModelProvider;
import org.jspecify.annotations.Nullable;

/**
 * A classifier of the BERT family: token ids (N, T) to logits. Its parameters have the names, shapes and values of those of
 * transformers, which can load what is saved of it. Its parts, which may have learning rates of their own, are {@code encoder}
 * and {@code head}.
 */
final class BertClassifier extends SequentialBlock {

    private final Embeddings embeddings;

    /**
     * Makes a classifier that is not initialised yet.
     *
     * @param classes the number of classes
     * @throws IOException if the folder lacks weights, or holds others than its configuration says
     */
    BertClassifier(ModelFolder folder, ModelConfig model, BertConfig config, int classes) throws IOException {
        PretrainedParameters parameters = PretrainedParameters.open(folder, model);
        Double share = config.dropout();
        Dropouts dropouts = share == null ? model.dropouts() : new Dropouts(share, share, share);
        Integer trainLayers = config.trainLayers();
        int layers = model.sizes().layers();
        int firstTrained = trainLayers == null ? 0 : layers - trainLayers;
        embeddings = new Embeddings(model, parameters, dropouts.hidden(), trainLayers == null);
        SequentialBlock encoder = new SequentialBlock().add(embeddings);
        for (int index = 0; index < layers; index++) {
            encoder.add(new EncoderLayer(model, parameters, index, dropouts, index >= firstTrained));
        }
        addChildBlock("encoder", encoder);
        addChildBlock(
                "head",
                new ClassificationHead(
                        model, parameters, dropouts.classifier(), classes, config.head() == BertConfig.Head.FOLDER));
    }

    @Override
    public ParameterList getParameters() {
        ParameterList named = new ParameterList();
        for (Block block : getChildren().values()) {
            for (Parameter parameter : block.getParameters().values()) {
                named.add(embeddings.name(parameter), parameter);
            }
        }
        return named;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> options) {
        NDArray ids = inputs.singletonOrThrow();
        int padding = paddingColumns(ids, options);
        return super.forwardInternal(
                store, new NDList(padding == 0 ? ids : ids.get(":," + padding + ":")), training, options);
    }

    /** Returns the number of columns in front that are padding in every row, which cost time and change nothing. */
    private static int paddingColumns(NDArray ids, @Nullable PairList<String, Object> options) {
        if (options == null || !(options.get(ModelProvider.TOKEN_IDS) instanceof long[] timeFirst)) {
            return 0;
        }
        long rows = ids.getShape().get(0);
        long columns = ids.getShape().get(1);
        long place = 0;
        while (place < timeFirst.length && timeFirst[(int) place] == 0) {
            place++;
        }
        return (int) Math.min(place / rows, columns - 1);
    }
}
