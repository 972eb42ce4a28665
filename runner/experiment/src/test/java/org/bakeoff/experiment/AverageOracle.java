package org.bakeoff.experiment;

import java.util.Arrays;

/** What the model plugin "average" must predict with the weights that a trial saved, in plain Java. */
final class AverageOracle {

    private final Safetensors.Tensor weight;
    private final Safetensors.Tensor bias;

    AverageOracle(Safetensors weights) {
        this.weight = weights.only(2);
        this.bias = weights.only(1);
    }

    /**
     * The probabilities of an example.
     *
     * @param columns how many columns it has with its padding
     * @return of class 1 for a model of one output, else of every class
     */
    double[] probabilities(int[] tokens, int columns) {
        int outputs = weight.shape().get(0);
        double[] logits = new double[outputs];
        for (int output = 0; output < outputs; output++) {
            double sum = weight.at(output, 0) * (columns - tokens.length);
            for (int token : tokens) {
                sum += weight.at(output, token);
            }
            logits[output] = sum / columns + bias.values().get(output);
        }
        if (outputs == 1) {
            return new double[] {1 / (1 + Math.exp(-logits[0]))};
        }
        double total = Arrays.stream(logits).map(Math::exp).sum();
        return Arrays.stream(logits).map(logit -> Math.exp(logit) / total).toArray();
    }

    /** The loss of an example of two classes, in nats. */
    double loss(int[] tokens, int columns, int label) {
        double one = probabilities(tokens, columns)[0];
        return -Math.log(label == 1 ? one : 1 - one);
    }
}
