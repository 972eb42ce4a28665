package org.bakeoff.provider.bert;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.IOException;
import org.bakeoff.toolkit.layers.PaddingMask;

/**
 * Makes logits of the vector of every text's first token: a sequence (N, T, hidden) and its mask (N, T) to (N, classes), or to
 * (N, 1) for two classes. Two classes have two logits in the folder; here the second less the first stands for both, which gives
 * the same probabilities and gradients.
 */
final class ClassificationHead extends ModelPart {

    private final Pair dense;
    private final Pair output;
    private final Family.Head head;
    private final double dropout;
    private final int classes;

    /**
     * Makes a head that is not initialised yet.
     *
     * @param fromFolder whether its weights are those in the folder; otherwise they are new, but for what was pretrained
     * @throws IOException if the folder lacks them
     */
    ClassificationHead(
            ModelConfig config, PretrainedParameters parameters, double dropout, int classes, boolean fromFolder)
            throws IOException {
        this.head = config.family().head();
        this.dropout = dropout;
        this.classes = classes;
        int hidden = config.sizes().hidden();
        boolean pretrained = head.dense.startsWith(config.family().prefix()) && parameters.has(head.dense);
        this.dense = part(parameters, head.dense, hidden, hidden, fromFolder || pretrained);
        this.output = part(parameters, head.output, classes, hidden, fromFolder);
    }

    private Pair part(PretrainedParameters parameters, String name, int outputs, int inputs, boolean fromFolder)
            throws IOException {
        return fromFolder
                ? linear(parameters, name, outputs, inputs, true)
                : pair(
                        parameters.fresh(name + ".weight", new Shape(outputs, inputs)),
                        parameters.fresh(name + ".bias", new Shape(outputs)));
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
        NDArray first = first(inputs.get(0), inputs.get(1));
        NDArray taken = head.dropsFirst ? dropped(first, dropout, training) : first;
        NDArray pooled = dropped(head.activation.apply(dense.linear(store, taken, training)), dropout, training);
        NDArray logits = output.linear(store, pooled, training);
        return new NDList(classes == 2 ? logits.get(":,1:2").sub(logits.get(":,0:1")) : logits);
    }

    /** Returns the vector of the first token of every text, (N, hidden): the one at position 0 that is no padding. */
    private static NDArray first(NDArray sequence, NDArray mask) {
        NDArray firsts = PaddingMask.positions(mask)
                .eq(0)
                .toType(mask.getDataType(), false)
                .mul(mask);
        return sequence.mul(firsts.expandDims(2)).sum(new int[] {1});
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {new Shape(inputShapes[0].get(0), classes == 2 ? 1 : classes)};
    }
}
