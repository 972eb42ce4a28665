package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;

/**
 * A recurrent model with one cell an output, in closed form: a token's vector is one number an output, the state is the sum
 * of those of the last {@code sees} tokens, each times {@code memory} to the power of its distance from the end, and the
 * logit is the state or its hyperbolic tangent. Every column of padding adds {@code drift} to every logit.
 */
final class TinyModel implements TrainedModel {

    static final int LENGTH = 40;

    private final double[][] vectors;
    private final long seed;
    private double memory = 1;
    private int sees = Integer.MAX_VALUE;
    private boolean squashed;
    private double drift;
    private boolean embedded = true;
    private boolean stretches = true;
    private boolean scrambled;

    /** How often it was asked for integrated gradients. */
    int integrals;

    /**
     * A linear model.
     *
     * @param vectors the number of every token id, an array an output
     */
    TinyModel(long seed, double[]... vectors) {
        this.seed = seed;
        this.vectors = vectors;
    }

    TinyModel memory(double factor) {
        memory = factor;
        return this;
    }

    TinyModel sees(int last) {
        sees = last;
        return this;
    }

    TinyModel squashed() {
        squashed = true;
        return this;
    }

    TinyModel drift(double ofPadding) {
        drift = ofPadding;
        return this;
    }

    TinyModel withoutEmbedding() {
        embedded = false;
        return this;
    }

    TinyModel refusingMoreColumns() {
        stretches = false;
        return this;
    }

    /** Its attributions become noise. */
    TinyModel scrambled() {
        scrambled = true;
        return this;
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public boolean attributable() {
        return embedded;
    }

    @Override
    public Predictions predict(List<int[]> tokens, Padding padding) {
        if (padding == Padding.DOUBLED && !stretches) {
            throw new TrainedModel.QueryException("it takes 40 columns at most");
        }
        int classes = Math.max(2, vectors.length);
        double[] probabilities = new double[tokens.size() * vectors.length];
        for (int example = 0; example < tokens.size(); example++) {
            int[] one = tokens.get(example);
            int columns = switch (padding) {
                case NONE -> 0;
                case TRAINED -> LENGTH - one.length;
                case DOUBLED -> 2 * LENGTH - one.length;
            };
            double[] logits = new double[vectors.length];
            for (int output = 0; output < vectors.length; output++) {
                logits[output] = squash(state(one, output)) + drift * columns;
            }
            double[] row = vectors.length == 1 ? new double[] {1 / (1 + Math.exp(-logits[0]))} : softmax(logits);
            System.arraycopy(row, 0, probabilities, example * row.length, row.length);
        }
        return new Predictions(seed, classes, probabilities);
    }

    @Override
    public List<Gradients> gradients(List<int[]> tokens, int output) {
        requireEmbedding();
        List<Gradients> result = new ArrayList<>();
        for (int[] one : tokens) {
            double state = state(one, output);
            float[] norm = new float[one.length];
            float[] timesInput = new float[one.length];
            for (int place = 0; place < one.length; place++) {
                double gradient = slope(state) * weight(one, place);
                norm[place] = (float) Math.abs(gradient);
                timesInput[place] = (float) (gradient * vectors[output][one[place]]);
            }
            result.add(new Gradients(norm, scrambled ? noise(one) : timesInput));
        }
        return result;
    }

    @Override
    public List<IntegratedGradients> integratedGradients(List<int[]> tokens, int output, int steps) {
        requireEmbedding();
        integrals++;
        List<IntegratedGradients> result = new ArrayList<>();
        for (int[] one : tokens) {
            double state = state(one, output);
            double slope = 0;
            for (int step = 0; step < steps; step++) {
                slope += slope((step + 0.5) / steps * state) / steps;
            }
            float[] scores = new float[one.length];
            for (int place = 0; place < one.length; place++) {
                scores[place] = (float) (slope * weight(one, place) * vectors[output][one[place]]);
            }
            double difference = squash(state);
            result.add(
                    new IntegratedGradients(scrambled ? noise(one) : scores, difference - slope * state, difference));
        }
        return result;
    }

    @Override
    public TrainedModel untrained() {
        TinyModel model = new TinyModel(
                seed,
                Arrays.stream(vectors).map(vector -> new double[vector.length]).toArray(double[][]::new));
        model.memory = 1;
        model.embedded = embedded;
        return model;
    }

    private void requireEmbedding() {
        if (!embedded) {
            throw new TrainedModel.QueryException("it has no parameter named \"embedding\"");
        }
    }

    private double state(int[] tokens, int output) {
        double state = 0;
        for (int place = 0; place < tokens.length; place++) {
            state += weight(tokens, place) * vectors[output][tokens[place]];
        }
        return state;
    }

    private double weight(int[] tokens, int place) {
        int distance = tokens.length - 1 - place;
        return distance < sees ? Math.pow(memory, distance) : 0;
    }

    private double squash(double state) {
        return squashed ? Math.tanh(state) : state;
    }

    private double slope(double state) {
        return squashed ? 1 - Math.tanh(state) * Math.tanh(state) : 1;
    }

    private static float[] noise(int[] tokens) {
        Random random = new Random(Arrays.hashCode(tokens));
        float[] noise = new float[tokens.length];
        for (int place = 0; place < noise.length; place++) {
            noise[place] = (float) random.nextGaussian();
        }
        return noise;
    }

    private static double[] softmax(double[] logits) {
        double[] result = Arrays.stream(logits).map(Math::exp).toArray();
        double sum = Arrays.stream(result).sum();
        return Arrays.stream(result).map(value -> value / sum).toArray();
    }
}
