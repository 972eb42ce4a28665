package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Reports that a model gave logits of a wrong shape; the message says it of the plugin. */
final class LogitsShapeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private LogitsShapeException(String message) {
        super(message);
    }

    /** Requires one logit, or one for each class, in every row; in training, too, where a model may give others. */
    static NDArray require(NDArray logits, TokenIds tokens, int outputs) {
        Shape expected = new Shape(tokens.rows(), outputs);
        if (!logits.getShape().equals(expected)) {
            throw new LogitsShapeException("gives logits of shape " + logits.getShape() + " for token ids of shape "
                    + new Shape(tokens.rows(), tokens.columns()) + "; it must be " + expected);
        }
        return logits;
    }
}
