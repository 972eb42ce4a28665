package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.training.loss.Loss;

/**
 * Computes what training makes small: cross-entropy, of a sigmoid for one output and of a softmax for more. Labels are class
 * indexes; losses are in nats. Weights and smoothing change what training makes small, not the losses that are reported.
 *
 * @param outputs the logits of an example
 * @param weights how much an example of each class counts in training; empty if all count the same. The mean divides by the
 *     number of examples, as in Keras
 * @param smoothing the share of a label that is spread over all classes in training, as in Keras
 */
@SuppressWarnings("ArrayRecordComponent")
public record CrossEntropyLoss(int outputs, double[] weights, double smoothing) {

    /** Creates a loss that takes all examples and labels as they are. */
    public CrossEntropyLoss(int outputs) {
        this(outputs, new double[0], 0);
    }

    /** Returns the mean loss of a batch, with a gradient. */
    public NDArray loss(NDArray logits, int[] labels) {
        NDManager manager = logits.getManager();
        if (weights.length > 0 || smoothing > 0) {
            return adjusted(logits, labels, manager);
        }
        if (outputs > 1) {
            NDArray expected = manager.create(labels);
            return Loss.softmaxCrossEntropyLoss().evaluate(new NDList(expected), new NDList(logits));
        }
        // log(1 + exp(z)) - y z: stable for any z, and its gradient at z = 0 is right.
        NDArray expected =
                manager.create(labels).reshape(new Shape(labels.length, 1)).toType(logits.getDataType(), false);
        return Activation.softPlus(logits).sub(logits.mul(expected)).mean();
    }

    /** Returns the mean of the losses with smoothed labels, each times the weight of its class. */
    private NDArray adjusted(NDArray logits, int[] labels, NDManager manager) {
        int columns = outputs;
        float[] expected = new float[labels.length * columns];
        float[] weight = new float[labels.length];
        for (int row = 0; row < labels.length; row++) {
            weight[row] = weights.length == 0 ? 1 : (float) weights[labels[row]];
            for (int output = 0; output < columns; output++) {
                boolean own = columns == 1 ? labels[row] == 1 : labels[row] == output;
                int classes = Math.max(2, columns);
                expected[row * columns + output] = (float) ((own ? 1 - smoothing : 0) + smoothing / classes);
            }
        }
        Shape shape = new Shape(labels.length, columns);
        NDArray target = manager.create(expected, shape).toType(logits.getDataType(), false);
        NDArray factor = manager.create(weight, new Shape(labels.length, 1)).toType(logits.getDataType(), false);
        NDArray losses = columns == 1
                ? Activation.softPlus(logits).sub(logits.mul(target))
                : logits.logSoftmax(1).mul(target).sum(new int[] {1}, true).neg();
        return losses.mul(factor).mean();
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
