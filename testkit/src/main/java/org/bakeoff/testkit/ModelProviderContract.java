package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.ModelProvider.Encoding;
import org.bakeoff.training.ModelHarness;
import org.bakeoff.training.progress.Layer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that a model plugin keeps the rules of {@link ModelProvider}, with real training on PyTorch. Extend it:
 *
 * <pre>{@code
 * class MyModelTest extends ModelProviderContract<MyModel.Config> {
 *
 *     @Override
 *     protected MyModel plugin() {
 *         return new MyModel();
 *     }
 * }
 * }</pre>
 *
 * <p>It makes models for texts of up to 12 words, for two and for three classes, and trains them on the CPU as a trial does. Models
 * with an {@link ModelProvider#encoding} of their own are made for what it learns from a few English sentences, too.
 *
 * @param <C> the plugin's configuration
 */
public abstract non-sealed class ModelProviderContract<C extends Record> extends PluginContract<C, ModelProvider<C>> {

    /** Collections of garbage hardly hit so many gradients in turn. */
    private static final int MOST_TRIES = 20;

    private static final int SEED = 7;
    private static final int BATCH = 16;
    private static final int EPOCHS = 60;
    private static final double ENOUGH = 0.9;
    private static final double[] RATES = {0.01, 0.003, 0.001};
    private static final double ROUNDING = 1e-4;
    private static final double DOUBLE_ROUNDING = 1e-10;
    /** Texts of so many columns are padded to the whole length. */
    private static final int COLUMNS = 5;

    private static final int REPETITIONS = 20;
    /** 200 bytes a batch: no array is smaller, with what PyTorch keeps of it. */
    private static final long CALM = 200 * REPETITIONS;

    private final ToyTask two = new ToyTask(2);

    /**
     * Returns whether a prediction is the same however far a text is padded, to 1e-10 in double precision. Override it if your
     * model masks padding, as the blocks of {@code org.bakeoff.toolkit.layers} do; Keras' recurrent layers read padding. False
     * unless overridden.
     */
    protected boolean ignoresPadding() {
        return false;
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    final void givesALogitForEveryExampleAndOutput(int classes) throws IOException {
        ToyTask task = new ToyTask(classes);
        int outputs = task.info().outputs();
        try (ModelHarness model = model(task, SEED)) {
            for (int columns : new int[] {ToyTask.LENGTH, 5, 1}) {
                for (int rows : new int[] {1, 3}) {
                    assertThat(model.shape(task.rows(0, rows, columns), columns))
                            .as("the shape of the logits for token ids of shape %s", new Shape(rows, columns))
                            .isEqualTo(new Shape(rows, outputs));
                }
            }
            List<Layer> layers = model.layers();
            assertThat(layers.get(layers.size() - 1).output())
                    .as("what getOutputShapes says of the last layer")
                    .isEqualTo(outputs == 1 ? "(N, 1)" : "(N, " + outputs + ")");
        }
    }

    @Test
    final void givesFiniteLogitsForATextWithoutWords() throws IOException {
        try (ModelHarness model = model(two, SEED)) {
            for (int columns : new int[] {ToyTask.LENGTH, 1}) {
                assertThat(Arrays.stream(model.logits(new long[columns], columns)))
                        .as("the logits of %d columns of padding", columns)
                        .allMatch(Double::isFinite);
            }
        }
    }

    @Test
    final void theSameSeedGivesTheSameModel() throws IOException {
        double[][] first = history(SEED);
        double[][] second = history(SEED);
        for (int step = 0; step < first.length; step++) {
            assertThat(second[step])
                    .as("the logits of training step %d, once more with the same seed", step + 1)
                    .isEqualTo(first[step]);
        }
    }

    @Test
    final void aDeterministicModelIsTheSameWithEverySeed() throws IOException {
        assumeTrue(plugin().deterministic(), "it doesn't claim to be deterministic");
        assertThat(history(SEED + 1))
                .as("the logits of training with another seed, since deterministic() says that seeds don't matter")
                .isDeepEqualTo(history(SEED));
    }

    /** As where a model keeps something in a static field. */
    @Test
    final void anotherModelChangesNothing() throws IOException {
        double[][] alone = history(SEED);
        assumeTrue(Arrays.deepEquals(alone, history(SEED)), "its models differ without that, too");
        ToyTask three = new ToyTask(3);
        long[] rows = three.rows(0, BATCH, ToyTask.LENGTH);
        try (ModelHarness other = model(three, SEED + 1)) {
            learn(other, three, 5);
            double[] before = other.logits(rows, ToyTask.LENGTH);
            assertThat(history(SEED))
                    .as("the logits of training while a model of other data is open; what a model knows must be in its"
                            + " parameters, and in no static field")
                    .isDeepEqualTo(alone);
            assertThat(other.logits(rows, ToyTask.LENGTH))
                    .as("the logits of a trained model once another has been trained; what it knows must be in its"
                            + " parameters, and in no static field")
                    .isEqualTo(before);
        }
    }

    private double[][] history(int seed) throws IOException {
        try (ModelHarness model = model(two, seed)) {
            double[][] logits = new double[4][];
            for (int step = 0; step < 3; step++) {
                logits[step] = step(model, two, step);
            }
            logits[3] = model.logits(two.rows(0, BATCH, ToyTask.LENGTH), ToyTask.LENGTH);
            return logits;
        }
    }

    @Test
    final void aSavedModelGivesTheSameLogitsOnceLoaded(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        C config = config();
        long[] rows = two.rows(0, BATCH, ToyTask.LENGTH);
        try (ModelHarness model = model(two, SEED)) {
            learn(model, two, 3);
            model.save(file);
            try (ModelHarness loaded =
                    new ModelHarness(() -> plugin().create(config, two.info()), two.info(), SEED + 1, RATES[0])) {
                assertThat(loaded.weights())
                        .as("the parameters of create(config, data); create(config, data, examples) has others")
                        .isEqualTo(model.weights());
                loaded.load(file);
                assertThat(loaded.logits(rows, ToyTask.LENGTH))
                        .as("the logits of a model that was filled with the trained one's weights. What a model knows"
                                + " must be in its parameters")
                        .isEqualTo(model.logits(rows, ToyTask.LENGTH));
            }
        }
    }

    /** A model as it was before training is made without examples; see {@link ModelProvider#create}. */
    @Test
    final void aModelThatAsksForNoExamplesIsTheSameWithoutThem() throws IOException {
        C config = config();
        long[] rows = two.rows(0, BATCH, ToyTask.LENGTH);
        double[] with;
        try (ModelHarness model = model(two, SEED)) {
            with = model.logits(rows, ToyTask.LENGTH);
        }
        if (!two.asked()) {
            try (ModelHarness model =
                    new ModelHarness(() -> plugin().create(config, two.info()), two.info(), SEED, RATES[0])) {
                assertThat(model.logits(rows, ToyTask.LENGTH))
                        .as("the untrained logits of create(config, data); create(config, data, examples) asks for no"
                                + " example, so both must make the same model")
                        .isEqualTo(with);
            }
        }
    }

    @Test
    final void everyParameterLearns() throws IOException {
        try (ModelHarness model = model(two, SEED)) {
            learn(model, two, 5);
            assertThat(model.gradients())
                    .as("the largest gradient of every parameter in five steps; one that isn't learned needs"
                            + " optRequiresGrad(false)")
                    .isNotEmpty()
                    .allSatisfy((name, largest) ->
                            assertThat(largest).as(name).isPositive().isFinite());
        }
    }

    /** The numbers of DJL's {@code mul(Number)} and {@code div(Number)} are freed before the gradient needs them. */
    @Test
    final void aGarbageCollectionBeforeTheGradientChangesNothing() throws IOException {
        C config = config();
        List<Double> expected = firstGradients();
        List<Double> again = firstGradients();
        // Java may have collected garbage meanwhile.
        for (int tries = 0; tries < MOST_TRIES && !expected.equals(again); tries++) {
            expected = again;
            again = firstGradients();
        }
        assumeTrue(expected.equals(again), "its gradients differ without that, too");
        Supplier<Block> collecting = () -> new GarbageCollected(plugin().create(config, two.info(), two));
        try (ModelHarness model = new ModelHarness(collecting, two.info(), SEED, RATES[0])) {
            step(model, two, 0);
            assertThat(List.copyOf(model.gradients().values()))
                    .as(
                            "the largest gradients of the parameters %s if Java collects garbage before them; multiply by"
                                    + " x.getManager().create(0.5) instead of 0.5",
                            model.gradients().keySet())
                    .isEqualTo(expected);
        }
    }

    private List<Double> firstGradients() throws IOException {
        try (ModelHarness model = model(two, SEED)) {
            step(model, two, 0);
            return List.copyOf(model.gradients().values());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    final void learnsAToyTask(int classes) throws IOException {
        ToyTask task = new ToyTask(classes);
        double best = 0;
        for (int index = 0; index < RATES.length && best < ENOUGH; index++) {
            best = Math.max(best, learned(task, RATES[index]));
        }
        assertThat(best)
                .as(
                        "the best accuracy on new examples in %d epochs of %d examples whose class one word tells, with the"
                                + " learning rates %s",
                        EPOCHS, ToyTask.TRAIN, Arrays.toString(RATES))
                .isGreaterThanOrEqualTo(ENOUGH);
    }

    private double learned(ToyTask task, double rate) throws IOException {
        try (ModelHarness model = model(task, SEED, rate)) {
            double best = 0;
            for (int epoch = 0; epoch < EPOCHS && best < ENOUGH; epoch++) {
                learn(model, task, ToyTask.TRAIN / BATCH);
                best = Math.max(best, task.accuracy(model));
            }
            return best;
        }
    }

    @Test
    final void aPredictionDependsOnNoOtherExample() throws IOException {
        try (ModelHarness model = model(two, SEED)) {
            learn(model, two, 3);
            double[] together = model.logits(two.rows(0, BATCH, ToyTask.LENGTH), ToyTask.LENGTH);
            for (int row = 0; row < BATCH; row++) {
                double alone = model.logits(two.rows(row, 1, ToyTask.LENGTH), ToyTask.LENGTH)[0];
                assertThat(together[row])
                        .as("the logit of example %d in a batch of %d, and alone", row, BATCH)
                        .isCloseTo(alone, within(ROUNDING * Math.max(1, Math.abs(alone))));
            }
        }
    }

    @Test
    final void inDoublePrecisionAPredictionDependsOnNoOtherExample() throws IOException {
        try (DoublePrecision model = new DoublePrecision(plugin().create(config(), two.info(), two), two.info())) {
            assumeTrue(model.works(two.rows(0, 1, ToyTask.LENGTH), ToyTask.LENGTH), "it computes in single precision");
            double[] together = model.logits(two.rows(0, BATCH, ToyTask.LENGTH), ToyTask.LENGTH);
            for (int row = 0; row < BATCH; row++) {
                assertThat(model.logits(two.rows(row, 1, ToyTask.LENGTH), ToyTask.LENGTH)[0])
                        .as("the logit of example %d alone, and in a batch of %d", row, BATCH)
                        .isCloseTo(together[row], within(DOUBLE_ROUNDING));
            }
        }
    }

    @Test
    final void paddingChangesNoPrediction() throws IOException {
        assumeTrue(ignoresPadding(), "it doesn't claim to ignore padding");
        long[] few = two.rows(0, BATCH, COLUMNS);
        // One text has no words.
        Arrays.fill(few, 0, COLUMNS, 0);
        long[] many = new long[BATCH * ToyTask.LENGTH];
        for (int row = 0; row < BATCH; row++) {
            System.arraycopy(few, row * COLUMNS, many, (row + 1) * ToyTask.LENGTH - COLUMNS, COLUMNS);
        }
        try (DoublePrecision model = new DoublePrecision(plugin().create(config(), two.info(), two), two.info())) {
            assertThat(model.logits(many, ToyTask.LENGTH))
                    .as(
                            "the logits of texts with %d more columns of padding in front, since ignoresPadding() says that"
                                    + " they don't matter",
                            ToyTask.LENGTH - COLUMNS)
                    .containsExactly(model.logits(few, COLUMNS), within(DOUBLE_ROUNDING));
        }
    }

    @Test
    final void itsEncodingIsTheSameEachTime() throws IOException {
        EncodingRules.checkSame(encoding(), encoding(), two.info());
    }

    @Test
    final void itsEncodingGivesTokenIdsOfItsVocabulary() throws IOException {
        EncodingRules.checkIds(encoding(), encoding(), two.info());
    }

    @Test
    final void itsModelsTakeTheTokenIdsOfItsEncoding() throws IOException {
        Encoding encoding = encoding();
        DatasetInfo info = EncodingRules.learned(encoding, two.info());
        C config = config();
        try (ModelHarness model = new ModelHarness(() -> plugin().create(config, info), info, SEED, RATES[0])) {
            for (int columns : new int[] {info.length(), 1}) {
                assertThat(Arrays.stream(model.logits(EncodingRules.rows(encoding, info, columns), columns)))
                        .as("the logits of texts in the model's own encoding, in %d columns", columns)
                        .isNotEmpty()
                        .allMatch(Double::isFinite);
            }
        }
    }

    private Encoding encoding() throws IOException {
        Optional<Encoding> encoding = plugin().encoding(config());
        assumeTrue(encoding.isPresent(), "it takes the dataset's token ids");
        return encoding.orElseThrow();
    }

    @Test
    final void keepsNoNativeMemory() throws IOException {
        try (ModelHarness model = model(two, SEED)) {
            round(model);
            int arrays = model.arrays();
            round(model);
            assertThat(model.arrays())
                    .as(
                            "the arrays that live as long as the model, after %d more batches. The result of an operation"
                                    + " belongs to the manager of its first operand: let that be the input, not a parameter,"
                                    + " and make arrays with the input's manager",
                            REPETITIONS)
                    .isEqualTo(arrays);
            assertThat(NativeMemoryChange.secondCalmest(() -> round(model), CALM))
                    .as(
                            "the bytes of native memory by which %d batches leave more or less behind, in all but the calmest"
                                    + " of %d rounds. Make arrays with the input's manager, or close them",
                            REPETITIONS, NativeMemoryChange.ROUNDS)
                    .isLessThanOrEqualTo(CALM);
        }
    }

    private void round(ModelHarness model) {
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            step(model, two, repetition % (ToyTask.TRAIN / BATCH));
            model.logits(two.rows(0, BATCH, ToyTask.LENGTH), ToyTask.LENGTH);
        }
    }

    private ModelHarness model(ToyTask task, int seed) throws IOException {
        return model(task, seed, RATES[0]);
    }

    private ModelHarness model(ToyTask task, int seed, double rate) throws IOException {
        C config = config();
        return new ModelHarness(() -> plugin().create(config, task.info(), task), task.info(), seed, rate);
    }

    private static void learn(ModelHarness model, ToyTask task, int steps) {
        for (int step = 0; step < steps; step++) {
            step(model, task, step);
        }
    }

    private static double[] step(ModelHarness model, ToyTask task, int step) {
        int first = step * BATCH;
        return model.learn(task.rows(first, BATCH, ToyTask.LENGTH), ToyTask.LENGTH, task.labels(first, BATCH));
    }
}
