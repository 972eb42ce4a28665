package org.bakeoff.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.Gradients;
import org.bakeoff.api.TrainedModel.QueryException;
import org.bakeoff.data.TokenTable;
import org.bakeoff.io.Cancellation;
import org.bakeoff.training.engine.PyTorch;
import org.jspecify.annotations.Nullable;

/** Computes gradients of a network's logits with respect to its embedded token ids. */
final class EmbeddingGradients {

    /** How far logits may be off, relative to the largest of them, when vectors replace token ids. */
    private static final double TOLERANCE = 1e-4;

    private final Network network;
    private final Parameter parameter;
    private final NDArray embedding;

    /** Takes a network for which {@link #reason} returns null. */
    EmbeddingGradients(Network network) {
        this.network = network;
        Map.Entry<String, Parameter> only =
                network.embeddings().entrySet().iterator().next();
        this.parameter = only.getValue();
        this.embedding = network.weight(only.getKey());
    }

    /** Returns why a network has no embedded token ids, or null if it has. */
    static @Nullable String reason(Network network, DatasetInfo data) {
        Map<String, Parameter> found = network.embeddings();
        if (found.size() != 1) {
            return "it has " + (found.isEmpty() ? "no parameter" : found.size() + " parameters")
                    + " named \"embedding\"";
        }
        Shape shape = network.weight(found.keySet().iterator().next()).getShape();
        return shape.dimension() == 2 && shape.get(0) == data.vocabularySize()
                ? null
                : "its embedding is of shape " + shape + ", not of " + data.vocabularySize() + " vectors";
    }

    /** Returns the gradients of a logit at the examples themselves, in the order of the table. */
    List<Gradients> gradients(List<Batch> batches, TokenTable table, int output) {
        Gradients[] found = new Gradients[table.size()];
        for (Batch batch : Batches.largestFirst(batches, table)) {
            batch.inParts(part -> {
                compute(part, table, output, found);
                return part;
            });
        }
        return List.of(found);
    }

    private void compute(Batch batch, TokenTable table, int output, Gradients[] found) {
        try (NDManager scope = network.scope()) {
            long[] tokens = batch.tokens(table).byRow();
            NDArray vectors = vectors(scope, tokens);
            Slope slope = slope(scope, vectors, tokens, batch.columns(), output);
            agree(slope.logits(), logits(scope, tokens, batch.columns(), output));
            float[] norms = slope.gradient().square().sum(new int[] {1}).sqrt().toFloatArray();
            float[] products = slope.gradient().mul(vectors).sum(new int[] {1}).toFloatArray();
            for (int row = 0; row < batch.size(); row++) {
                int end = (row + 1) * batch.columns();
                int start = end - table.length(batch.examples()[row]);
                found[batch.examples()[row]] =
                        new Gradients(Arrays.copyOfRange(norms, start, end), Arrays.copyOfRange(products, start, end));
            }
        }
    }

    /**
     * Returns the integrated gradients of a logit for every example, in the order of the table.
     *
     * @param batchSize how many points of the path are computed at once, at most
     * @param steps the points of the path
     */
    List<TrainedModel.IntegratedGradients> integrated(
            List<Batch> batches, TokenTable table, int batchSize, int output, int steps) {
        IntegratedGradients integral = new IntegratedGradients(this, batchSize, output, steps);
        TrainedModel.IntegratedGradients[] found = new TrainedModel.IntegratedGradients[table.size()];
        List<Batch> single = batches.stream().flatMap(Batch::single).toList();
        for (Batch batch : Batches.largestFirst(single, table)) {
            int example = batch.examples()[0];
            found[example] = integral.of(table.tokens(example), batch.columns());
        }
        return List.of(found);
    }

    NDManager scope() {
        return network.scope();
    }

    /** Returns the vectors of token ids: (tokens, size). */
    NDArray vectors(NDManager scope, long[] tokens) {
        NDArray ids = scope.create(tokens, new Shape(tokens.length));
        NDArray vectors = ids.getNDArrayInternal()
                .embedding(ids, embedding, SparseFormat.DENSE)
                .singletonOrThrow()
                .toType(DataType.FLOAT32, false);
        vectors.attach(scope);
        return vectors;
    }

    /** Returns one of the logits of every row of token ids. */
    double[] logits(NDManager scope, long[] tokens, int columns, int output) {
        return column(network.logits(scope, TokenIds.ofRows(tokens, columns)), output);
    }

    /**
     * Holds what {@link #slope} gives.
     *
     * @param logits one of the logits of every row
     * @param gradient of the sum of these with respect to the vectors, so of every row's with respect to its own; 0 for those of
     *     padding in front
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Slope(double[] logits, NDArray gradient) {}

    /**
     * One of the logits of rows of vectors, and its gradient.
     *
     * @param vectors those of all columns, row by row; padding in front has that of padding whatever stands here
     * @param tokens the token ids in whose places they stand
     * @throws java.util.concurrent.CancellationException if this thread was interrupted
     */
    Slope slope(NDManager scope, NDArray vectors, long[] tokens, int columns, int output) {
        Cancellation.check();
        NDArray table = vectors(scope, new long[1]).concat(vectors);
        table.attach(scope);
        table.setRequiresGradient(true);
        NDArray logits;
        try (GradientCollector collector = PyTorch.collector()) {
            logits = network.logits(scope, parameter, table, tokens, columns);
            collector.backward(logits.get(":, {}", output).sum());
        }
        NDArray all = table.getGradient();
        all.attach(scope);
        NDArray gradient = all.get("1:");
        return new Slope(column(logits, output), gradient);
    }

    /** Checks that the model is a function of its embedded token ids alone. */
    static void agree(double[] embedded, double[] expected) {
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        for (int row = 0; row < expected.length; row++) {
            if (!(Math.abs(embedded[row] - expected[row]) <= TOLERANCE * Math.max(1, largest))) {
                throw new QueryException(
                        "the model uses token ids besides its embedding, so that it has no attributions");
            }
        }
    }

    private static double[] column(NDArray logits, int output) {
        int outputs = Math.toIntExact(logits.getShape().get(1));
        double[] all = Predictor.values(logits);
        double[] column = new double[all.length / outputs];
        for (int row = 0; row < column.length; row++) {
            column[row] = all[row * outputs + output];
        }
        return column;
    }
}
