package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** What a stack of simple recurrent layers computes for one text, in plain Java, step by step. */
final class PlainStack {

    private final RecurrentStack config;
    private final Deque<double[][]> weights = new ArrayDeque<>();

    private PlainStack(RecurrentStack config, Block block) {
        this.config = config;
        block.getParameters().values().forEach(parameter -> weights.add(matrix(parameter.getArray())));
    }

    /** The logit of a block that such a configuration made, of token ids with padding in front. */
    static double logit(RecurrentStack config, Block block, long[] tokens) {
        return new PlainStack(config, block).logit(tokens);
    }

    private double logit(long[] tokens) {
        double[][] embedding = weights.remove();
        int padding = 0;
        while (padding < tokens.length - 1 && tokens[padding] == 0) {
            padding++;
        }
        List<Passage> passages = new ArrayList<>();
        int chunk = config.chunk() == null ? tokens.length : config.chunk();
        for (int end = tokens.length; end > padding; end -= chunk) {
            double[][] vectors = new double[chunk][];
            for (int column = 0; column < chunk; column++) {
                int at = end - chunk + column;
                vectors[column] = embedding[at < 0 ? 0 : (int) tokens[at]];
            }
            passages.add(new Passage(vectors, Math.max(0, padding - (end - chunk))));
        }
        for (int layer = 0; layer < config.hiddenUnits().size(); layer++) {
            run(passages);
        }
        double[][] kernel = weights.remove();
        double[] bias = weights.remove()[0];
        return bias[0] + dot(kernel[0], summary(passages));
    }

    /** The columns of a chunk, and how many in front are padding. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Passage(double[][] columns, int padding) {}

    private void run(List<Passage> passages) {
        double[][][] ahead = {weights.remove(), weights.remove(), weights.remove()};
        double[][][] back =
                config.bidirectional() ? new double[][][] {weights.remove(), weights.remove(), weights.remove()} : null;
        for (Passage passage : passages) {
            double[][] forward = steps(ahead, passage.columns());
            if (back == null) {
                System.arraycopy(forward, 0, passage.columns(), 0, forward.length);
                continue;
            }
            double[][] backward = reversed(steps(back, reversed(passage.columns())));
            for (int column = 0; column < forward.length; column++) {
                passage.columns()[column] = joined(forward[column], backward[column]);
            }
        }
    }

    private static double[][] steps(double[][][] layer, double[][] inputs) {
        double[][] outputs = new double[inputs.length][];
        double[] state = new double[layer[1].length];
        for (int column = 0; column < inputs.length; column++) {
            double[] next = new double[state.length];
            for (int unit = 0; unit < next.length; unit++) {
                next[unit] =
                        Math.tanh(dot(layer[0][unit], inputs[column]) + dot(layer[1][unit], state) + layer[2][0][unit]);
            }
            outputs[column] = next;
            state = next;
        }
        return outputs;
    }

    private double[] summary(List<Passage> passages) {
        if (config.pooling() == RecurrentStack.Summary.LAST) {
            Passage only = passages.get(0);
            double[] summary = only.columns()[only.columns().length - 1].clone();
            if (config.bidirectional()) {
                int half = summary.length / 2;
                System.arraycopy(only.columns()[only.padding()], half, summary, half, half);
            }
            return summary;
        }
        List<double[]> words = new ArrayList<>();
        passages.forEach(passage ->
                words.addAll(Arrays.asList(passage.columns()).subList(passage.padding(), passage.columns().length)));
        double[] largest = words.get(0).clone();
        double[] mean = new double[largest.length];
        for (double[] word : words) {
            for (int unit = 0; unit < mean.length; unit++) {
                largest[unit] = Math.max(largest[unit], word[unit]);
                mean[unit] += word[unit] / words.size();
            }
        }
        return switch (config.pooling()) {
            case MAX -> largest;
            case MEAN -> mean;
            default -> joined(largest, mean);
        };
    }

    private static double[][] reversed(double[][] rows) {
        List<double[]> list = new ArrayList<>(Arrays.asList(rows));
        Collections.reverse(list);
        return list.toArray(new double[0][]);
    }

    private static double[] joined(double[] left, double[] right) {
        double[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int index = 0; index < left.length; index++) {
            sum += left[index] * right[index];
        }
        return sum;
    }

    /** A vector is a matrix of one row. */
    private static double[][] matrix(NDArray array) {
        double[] values = array.toType(DataType.FLOAT64, false).toDoubleArray();
        int rows = array.getShape().dimension() == 1
                ? 1
                : Math.toIntExact(array.getShape().get(0));
        double[][] matrix = new double[rows][];
        for (int row = 0; row < rows; row++) {
            matrix[row] = Arrays.copyOfRange(values, row * values.length / rows, (row + 1) * values.length / rows);
        }
        return matrix;
    }
}
