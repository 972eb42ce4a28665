package org.bakeoff.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.util.PairList;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.TrainingExamples;
import org.jspecify.annotations.Nullable;

/** Models on embedded token ids, of the kind that they are told to be. One that is "interrupted" interrupts a thread of that name. */
public class VectorsProvider implements ModelProvider<VectorsProvider.Config> {

    private static final int SIZE = 3;

    /** What the model does with the vectors. */
    public record Config(
            @ConfigProperty(
                    value = "what it does with the vectors",
                    oneOf = {"mean", "masked", "recurrent", "ids", "narrow", "interrupted"})
            String kind) {}

    /** The same models, of which all but recurrent ones start from the number of training examples. */
    public static final class Looking extends VectorsProvider {

        @Override
        public String name() {
            return "looking";
        }

        @Override
        public Block create(Config config, DatasetInfo data, TrainingExamples examples) {
            return config.kind().equals("recurrent")
                    ? create(config, data)
                    : new Model(config.kind(), data, 0.01f * examples.size());
        }
    }

    @Override
    public String name() {
        return "vectors";
    }

    @Override
    public String description() {
        return "a model on embedded token ids";
    }

    @Override
    public Config defaults() {
        return new Config("mean");
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        return new Model(config.kind(), data, 0.7f);
    }

    private static final class Model extends AbstractBlock {

        private final String kind;
        private final DatasetInfo data;
        private final Parameter embedding;
        private final Parameter recurrent;
        private final Parameter output;

        Model(String kind, DatasetInfo data, float sigma) {
            this.kind = kind;
            this.data = data;
            this.embedding = matrix("embedding", data.vocabularySize(), SIZE, sigma);
            this.recurrent = matrix("recurrent", SIZE, SIZE, sigma);
            this.output = matrix("output", SIZE, data.outputs(), sigma);
        }

        private Parameter matrix(String name, long rows, long columns, float sigma) {
            return addParameter(Parameter.builder()
                    .setName(name)
                    .setType(Parameter.Type.WEIGHT)
                    .optShape(new Shape(rows, columns))
                    .optInitializer(new NormalInitializer(sigma))
                    .build());
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, @Nullable PairList<String, Object> params) {
            NDArray tokens = inputs.singletonOrThrow();
            if (kind.equals("narrow") && tokens.getShape().get(1) > data.length()) {
                throw new IllegalArgumentException("too many columns");
            }
            if (kind.equals(Thread.currentThread().getName())) {
                Thread.currentThread().interrupt();
            }
            NDArray table = store.getValue(embedding, tokens.getDevice(), training);
            NDArray weights = store.getValue(recurrent, tokens.getDevice(), training);
            NDArray vectors = tokens.getNDArrayInternal()
                    .embedding(tokens, table, SparseFormat.DENSE)
                    .singletonOrThrow();
            NDArray state = kind.equals("masked") ? wordMean(tokens, vectors) : vectors.mean(new int[] {1});
            if (kind.equals("recurrent")) {
                state = vectors.get(":, 0").tanh();
                for (int column = 1; column < tokens.getShape().get(1); column++) {
                    state = vectors.get(":, " + column)
                            .add(state.matMul(weights))
                            .tanh();
                }
            } else {
                state = state.matMul(weights);
            }
            if (kind.equals("ids")) {
                state = state.add(tokens.sum(new int[] {1}, true).toType(DataType.FLOAT32, false));
            }
            return new NDList(state.matMul(store.getValue(output, tokens.getDevice(), training)));
        }

        /** The mean over what isn't padding. */
        private static NDArray wordMean(NDArray tokens, NDArray vectors) {
            NDArray words = tokens.neq(0).toType(DataType.FLOAT32, false).expandDims(2);
            return vectors.mul(words).sum(new int[] {1}).div(words.sum(new int[] {1}));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return new Shape[] {new Shape(inputs[0].get(0), data.outputs())};
        }
    }
}
