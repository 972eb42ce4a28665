package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;

/**
 * Sets the whole vectors of some words to zero in training, each word by itself, and scales the others so that the mean
 * stays. Padding is left alone.
 *
 * <p>Source: Iyyer, Manjunatha, Boyd-Graber and Daumé, "Deep unordered composition rivals syntactic methods for text
 * classification", ACL 2015, section 4; scaled as Srivastava et al., "Dropout", JMLR 2014.
 */
final class WordDropout extends SequenceLayer {

    private final float share;

    WordDropout(double share) {
        this.share = (float) share;
    }

    @Override
    PaddedSequence run(ParameterStore parameters, PaddedSequence input, boolean training) {
        if (!training) {
            return input;
        }
        NDArray output = input.output();
        NDArray words = input.passages().words(output.getManager(), output.getDataType());
        NDArray factors = factors(output);
        return input.with(
                output.mul(words == null ? factors : factors.sub(1).mul(words).add(1)));
    }

    private NDArray factors(NDArray input) {
        Shape positions = new Shape(input.getShape().get(0), input.getShape().get(1), 1);
        return ai.djl.nn.norm.Dropout.dropout(input.getManager().ones(positions, input.getDataType()), share, true)
                .singletonOrThrow();
    }
}
