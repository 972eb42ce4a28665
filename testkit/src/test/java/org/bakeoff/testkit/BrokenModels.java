package org.bakeoff.testkit;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.ConstantInitializer;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.PairList;
import java.util.Random;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.TrainingExamples;

/** Models that break one rule each. */
final class BrokenModels {

    private BrokenModels() {}

    public static class Unlisted extends SoundModel {}

    public static class Nameless extends SoundModel {
        @Override
        public String name() {
            return "My Model";
        }
    }

    public static class BeyondItsRange extends SoundModel {
        @Override
        public Config defaults() {
            return new Config(5000);
        }

        @Override
        public Block create(Config config, DatasetInfo data) {
            return super.create(new Config(16), data);
        }
    }

    /** One logit too many. */
    public static class TwoLogits extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data) {
            return ((SequentialBlock) super.create(config, data))
                    .add(Linear.builder().setUnits(data.outputs() + 1).build());
        }
    }

    /** Takes 12 columns and no fewer. */
    public static class OneLengthOnly extends SoundModel {
        @Override
        NDArray summary(NDArray vectors) {
            return vectors.reshape(new Shape(-1, 12, 16)).sum(new int[] {1});
        }
    }

    /** Divides by the number of words. */
    public static class NoWords extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data) {
            Block sound = super.create(config, data);
            return new Around(sound) {
                @Override
                NDArray after(NDArray logits, NDArray tokens, boolean training) {
                    NDArray words =
                            tokens.neq(0).toType(DataType.FLOAT32, false).sum(new int[] {1}, true);
                    return logits.mul(words).div(words);
                }
            };
        }
    }

    /** Draws random numbers of its own. */
    public static class OwnDice extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data) {
            return new Around(super.create(config, data)) {
                private final Random random = new Random();

                @Override
                NDArray after(NDArray logits, NDArray tokens, boolean training) {
                    return training ? logits.mul(logits.getManager().create(0.9f + 0.1f * random.nextFloat())) : logits;
                }
            };
        }
    }

    public static class NotDeterministic extends SoundModel {
        @Override
        public boolean deterministic() {
            return true;
        }
    }

    /** Keeps what it saw of the examples in a field. */
    public static class FieldOfItsOwn extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data, TrainingExamples examples) {
            int label = examples.label(0) + examples.label(1) + 1;
            return new Around(super.create(config, data)) {
                @Override
                NDArray after(NDArray logits, NDArray tokens, boolean training) {
                    return logits.add(label);
                }
            };
        }

        @Override
        public Block create(Config config, DatasetInfo data) {
            return new Around(super.create(config, data));
        }
    }

    /** Keeps what it saw of the last batch in a static field. */
    public static class StaticField extends SoundModel {

        private static volatile float words;

        @Override
        public Block create(Config config, DatasetInfo data) {
            return new Around(super.create(config, data)) {
                @Override
                NDArray after(NDArray logits, NDArray tokens, boolean training) {
                    if (training) {
                        words = tokens.neq(0)
                                        .sum()
                                        .toType(DataType.FLOAT32, false)
                                        .getFloat()
                                / 1000;
                    }
                    return logits.add(words);
                }
            };
        }
    }

    /** Starts from other weights than without examples, though it asks for none. */
    public static class StartsElsewhere extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data, TrainingExamples examples) {
            Block block = create(config, data);
            block.setInitializer(new ConstantInitializer(0.5f), Parameter.Type.WEIGHT);
            return block;
        }
    }

    /** Has a parameter that nothing depends on. */
    public static class DeadParameter extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data) {
            return new Scaled(super.create(config, data)) {
                @Override
                NDArray scaled(NDArray logits, NDArray scale) {
                    return logits;
                }
            };
        }
    }

    /** Knows the number of words only. */
    public static class Counting extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data) {
            return new SequentialBlock()
                    .add(tokens -> new NDList(tokens.singletonOrThrow()
                            .neq(0)
                            .toType(DataType.FLOAT32, false)
                            .sum(new int[] {1}, true)))
                    .add(Linear.builder().setUnits(data.outputs()).build());
        }
    }

    /** Centres every batch. */
    public static class BatchMates extends SoundModel {
        @Override
        NDArray summary(NDArray vectors) {
            NDArray sums = super.summary(vectors);
            return sums.sub(sums.mean(new int[] {0}, true).mul(sums.getManager().create(0.5)));
        }
    }

    /** Counts padding as words. */
    public static class ReadsPadding extends SoundModel {
        @Override
        NDArray summary(NDArray vectors) {
            return vectors.mean(new int[] {1});
        }
    }

    /** What it computes belongs to a parameter. */
    public static class ParameterFirst extends SoundModel {
        @Override
        public Block create(Config config, DatasetInfo data) {
            return new Scaled(super.create(config, data)) {
                @Override
                NDArray scaled(NDArray logits, NDArray scale) {
                    return scale.mul(logits);
                }
            };
        }
    }

    /** Makes arrays that nobody owns. */
    public static class Orphans extends SoundModel {
        @Override
        NDArray summary(NDArray vectors) {
            // Far more in a round than Java's compilers free; never written, so that the system needn't provide it.
            Engine.getEngine("PyTorch").newBaseManager().create(new Shape(1 << 16));
            return super.summary(vectors);
        }
    }

    /** Multiplies by a number whose memory is freed at once, though the gradient needs it. */
    public static class FreedNumber extends SoundModel {
        @Override
        NDArray summary(NDArray vectors) {
            return super.summary(vectors).mul(0.5);
        }
    }

    /** A block that changes what another gives. */
    static class Around extends AbstractBlock {

        private final Block block;

        Around(Block block) {
            super((byte) 1);
            this.block = addChildBlock("block", block);
        }

        NDArray after(NDArray logits, NDArray tokens, boolean training) {
            return logits;
        }

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray logits = block.forward(store, inputs, training).singletonOrThrow();
            return new NDList(after(logits, inputs.singletonOrThrow(), training));
        }

        @Override
        protected void initializeChildBlocks(ai.djl.ndarray.NDManager manager, DataType type, Shape... shapes) {
            block.initialize(manager, type, shapes);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] shapes) {
            return block.getOutputShapes(shapes);
        }
    }

    /** A block with a factor of its own. */
    abstract static class Scaled extends Around {

        private final Parameter scale;

        Scaled(Block block) {
            super(block);
            scale = addParameter(Parameter.builder()
                    .setName("scale")
                    .setType(Parameter.Type.OTHER)
                    .optShape(new Shape(1))
                    .optInitializer(Initializer.ONES)
                    .build());
        }

        abstract NDArray scaled(NDArray logits, NDArray scale);

        @Override
        protected NDList forwardInternal(
                ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray logits =
                    super.forwardInternal(store, inputs, training, options).singletonOrThrow();
            return new NDList(scaled(logits, store.getValue(scale, logits.getDevice(), training)));
        }
    }
}
