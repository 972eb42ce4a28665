package org.bakeoff.testplugins;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.TrainingExamples;

/** Counts what it is shown before training, by token id and class, and learns nothing but a bias. */
public final class CountsProvider implements ModelProvider<CountsProvider.Config> {

    /** There is nothing to choose. */
    public record Config() {}

    @Override
    public String name() {
        return "counts";
    }

    @Override
    public String description() {
        return "counts the token ids of each class";
    }

    @Override
    public Config defaults() {
        return new Config();
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        return new Counts(
                data.outputs(), new float[data.vocabularySize()][data.classes().size()]);
    }

    @Override
    public Block create(Config config, DatasetInfo data, TrainingExamples examples) {
        float[][] counts = new float[data.vocabularySize()][data.classes().size()];
        for (int example = 0; example < examples.size(); example++) {
            for (int token : examples.tokens(example)) {
                counts[token][examples.label(example)]++;
            }
        }
        return new Counts(data.outputs(), counts);
    }

    private static final class Counts extends AbstractBlock {

        private final int outputs;
        private final Parameter bias;

        Counts(int outputs, float[][] counts) {
            this.outputs = outputs;
            this.bias = addParameter(Parameter.builder()
                    .setName("bias")
                    .setType(Parameter.Type.BIAS)
                    .optShape(new Shape(outputs))
                    .optInitializer(Initializer.ZEROS)
                    .build());
            addParameter(Parameter.builder()
                    .setName("counts")
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(counts.length, counts[0].length))
                    .optInitializer((manager, shape, type) -> copy(manager, counts))
                    .optRequiresGrad(false)
                    .build());
        }

        private static NDArray copy(NDManager manager, float[][] values) {
            try (NDArray shared = manager.create(values)) {
                return shared.duplicate();
            }
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray tokens = inputs.singletonOrThrow();
            NDArray nothing = tokens.getManager().zeros(getOutputShapes(new Shape[] {tokens.getShape()})[0]);
            return new NDList(nothing.add(parameters.getValue(bias, tokens.getDevice(), training)));
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputShapes) {
            return new Shape[] {new Shape(inputShapes[0].get(0), outputs)};
        }
    }
}
