package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/**
 * What training makes small: cross-entropy, of a sigmoid for one output and of a softmax for more. Labels are class
 * indexes; losses are in nats.
 *
 * @param outputs the logits of an example
 */
public record CrossEntropyLoss(int outputs) {

    /** Returns the mean loss of a batch, with a gradient. */
    public NDArray loss(NDArray logits, int[] labels) {
        NDManager manager = logits.getManager();
        if (outputs > 1) {
            NDArray expected = manager.create(labels);
            return Loss.softmaxCrossEntropyLoss().evaluate(new NDList(expected), new NDList(logits));
        }
        // log(1 + exp(z)) - y z: stable for any z, and its gradient at z = 0 is right.
        NDArray expected =
                manager.create(labels).reshape(new Shape(labels.length, 1)).toType(logits.getDataType(), false);
        return Activation.softPlus(logits).sub(logits.mul(expected)).mean();
    }

    /** Returns the loss of one example, from its batch's logits. */
    double loss(double[] logits, int row, int label) {
        if (outputs == 1) {
            double z = label == 1 ? -logits[row] : logits[row];
            return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
        }
        return logSum(logits, row) - logits[row * outputs + label];
    }

    /** Returns the class that the logits of a row predict; of two classes, class 1 from a probability of 0.5 on. */
    int predicted(double[] logits, int row) {
        if (outputs == 1) {
            return logits[row] >= 0 ? 1 : 0;
        }
        int best = 0;
        for (int output = 1; output < outputs; output++) {
            if (logits[row * outputs + output] > logits[row * outputs + best]) {
                best = output;
            }
        }
        return best;
    }

    /** Writes the probabilities of a row: of class 1 for one output, else of every class. */
    void probabilities(double[] logits, int row, double[] target, int example) {
        if (outputs == 1) {
            target[example] = 1 / (1 + Math.exp(-logits[row]));
            return;
        }
        double logSum = logSum(logits, row);
        for (int output = 0; output < outputs; output++) {
            target[example * outputs + output] = Math.exp(logits[row * outputs + output] - logSum);
        }
    }

    private double logSum(double[] logits, int row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int output = 0; output < outputs; output++) {
            largest = Math.max(largest, logits[row * outputs + output]);
        }
        double sum = 0;
        for (int output = 0; output < outputs; output++) {
            sum += Math.exp(logits[row * outputs + output] - largest);
        }
        return largest + Math.log(sum);
    }
}
