package org.bakeoff.experiment;

/** The model plugin "vectors", of the kinds "recurrent" and "masked", with the weights that a trial saved, in plain Java. */
final class RecurrentOracle {

    private static final double STEP = 1e-5;

    private final Safetensors.Tensor embedding;
    private final Safetensors.Tensor recurrent;
    private final Safetensors.Tensor output;

    RecurrentOracle(Safetensors weights) {
        this.embedding = tensor(weights, "embedding");
        this.recurrent = tensor(weights, "recurrent");
        this.output = tensor(weights, "output");
    }

    private static Safetensors.Tensor tensor(Safetensors weights, String name) {
        return weights.tensors().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    /** The vectors of an example that is padded in front. */
    double[][] vectors(int[] tokens, int columns) {
        int size = embedding.shape().get(1);
        double[][] vectors = new double[columns][size];
        for (int column = 0; column < columns; column++) {
            int token = column < columns - tokens.length ? 0 : tokens[column - columns + tokens.length];
            for (int axis = 0; axis < size; axis++) {
                vectors[column][axis] = embedding.at(token, axis);
            }
        }
        return vectors;
    }

    double logit(double[][] vectors) {
        int size = vectors[0].length;
        double[] state = new double[size];
        for (double[] vector : vectors) {
            double[] next = new double[size];
            for (int to = 0; to < size; to++) {
                double sum = vector[to];
                for (int from = 0; from < size; from++) {
                    sum += state[from] * recurrent.at(from, to);
                }
                next[to] = Math.tanh(sum);
            }
            state = next;
        }
        return classified(state);
    }

    private double classified(double[] state) {
        double logit = 0;
        for (int axis = 0; axis < state.length; axis++) {
            logit += state[axis] * output.at(axis, 0);
        }
        return logit;
    }

    /** The logit of the kind "masked", given the vectors of the words. */
    double linear(double[][] vectors) {
        int size = vectors[0].length;
        double[] state = new double[size];
        for (double[] vector : vectors) {
            for (int from = 0; from < size; from++) {
                for (int to = 0; to < size; to++) {
                    state[to] += vector[from] * recurrent.at(from, to) / vectors.length;
                }
            }
        }
        return classified(state);
    }

    /** The gradient of the logit with respect to one of the vectors, by central differences. */
    double[] gradient(double[][] vectors, int column) {
        double[] gradient = new double[vectors[column].length];
        for (int axis = 0; axis < gradient.length; axis++) {
            double kept = vectors[column][axis];
            vectors[column][axis] = kept + STEP;
            double above = logit(vectors);
            vectors[column][axis] = kept - STEP;
            gradient[axis] = (above - logit(vectors)) / (2 * STEP);
            vectors[column][axis] = kept;
        }
        return gradient;
    }
}
