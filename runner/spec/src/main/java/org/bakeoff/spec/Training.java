package org.bakeoff.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Says how models are trained; {@link ConfigProperty} says what each value means.
 *
 * @param examples how many examples of the training set are used, those of the validation set included; null for all
 * @param validation the size of the validation set, which is taken from these: a count from 1 on, a fraction
 *     below 1, or 0 for none
 * @param clipNorm null for no clipping
 * @param earlyStopping null for never
 * @param classWeights null if all count the same
 * @param weightDecay only for AdamW; null for {@link #WEIGHT_DECAY}
 * @param momentum only for SGD; null for none
 * @param warmup the first updates, whose step sizes rise: a count from 1 on, a fraction of all updates below 1, or 0 for none
 */
public record Training(
        @ConfigProperty(value = "passes over the training examples", min = 1, max = 1_000_000)
        int epochs,

        @ConfigProperty(value = "examples a batch, which memory must hold", min = 1, max = 1_000_000)
        int batchSize,

        @ConfigProperty(value = "step size of the optimizer", min = 1e-12, max = 1000)
        double learningRate,

        @ConfigProperty(
                value =
                        "another learning rate for parts of the model, by their names: those of the blocks that it is made of,"
                                + " such as encoder or head",
                min = 0,
                max = 1000)
        Map<String, Double> learningRates,

        @ConfigProperty("one trial a seed, or as many seeds as it takes")
        SeedPlan seeds,

        @ConfigProperty(
                value =
                        "use so many of the training examples, validation included; a larger number has those of a smaller"
                                + " one; absent: all",
                min = 1,
                max = 1_000_000_000)
        @Nullable
        Integer examples,

        @KeyRule.Of(KeyRule.COUNT_OR_FRACTION)
        @ConfigProperty(
                value = "size of the validation set, taken from the training set: a count, or a fraction below 1",
                min = 0,
                max = 1e9)
        double validation,

        @ConfigProperty(
                "how they are chosen: whole groups, or equal texts that nothing groups, at random until there are enough; or the first examples")
        ValidationStrategy validationStrategy,

        @ConfigProperty(
                "fixed: every batch at the length of the dataset, or of the model's own encoding; longest: batches of similar length, padded to their longest")
        Padding padding,

        @ConfigProperty(
                value = "within how many batches of a shuffled epoch examples are grouped by length; 1: none",
                min = 1,
                max = 1_000_000)
        int lengthBucketBatches,

        @KeyRule.Of(KeyRule.DEVICE) @ConfigProperty("auto, cpu, gpu, or gpu:N")
        String device,

        @ConfigProperty(value = "threads of the engine within a trial", min = 1, max = 1024)
        int threads,

        @ConfigProperty(value = "largest norm of all gradients together", min = 1e-12, max = 1e12) @Nullable
        Double clipNorm,

        @ConfigProperty("when to stop before the last epoch") @Nullable
        EarlyStopping earlyStopping,

        @ConfigProperty(
                "after the warmup; constant: always the learning rate; linear: falling from it to zero over all updates; cosine:"
                        + " the same along half a cosine")
        Schedule schedule,

        @ConfigProperty(
                "how much the loss of an example counts by its class: balanced, or a weight a class; absent: the same")
        @Nullable
        ClassWeights classWeights,

        @ConfigProperty(
                value = "share of every label that is spread over all classes in the loss, as in Keras",
                min = 0,
                max = 0.999)
        double labelSmoothing,

        @ConfigProperty(
                "adam: as in Keras; adamw: Adam with decoupled weight decay; sgd: gradient descent, with momentum or without")
        Optimizer optimizer,

        @ConfigProperty(
                value =
                        "for adamw: the share of every trained weight, biases included, that an update takes off, times its step"
                                + " size; absent: 0.01",
                min = 0,
                max = 1000)
        @Nullable
        Double weightDecay,

        @ConfigProperty(
                value = "for sgd: the share of the last update that is added to the next; absent: 0",
                min = 0,
                max = 0.999999)
        @Nullable
        Double momentum,

        @KeyRule.Of(KeyRule.COUNT_OR_FRACTION)
        @ConfigProperty(
                value =
                        "first updates, over which the step size rises in equal steps to the learning rate: a count, or a"
                                + " fraction below 1 of all updates",
                min = 0,
                max = 1e9)
        double warmup,

        @ConfigProperty(
                value =
                        "batches an update: it takes the mean gradient of all their examples, the last of an epoch that of"
                                + " what is left",
                min = 1,
                max = 1_000_000)
        int gradientAccumulation) {

    /** The weight decay of AdamW where none is given, as in PyTorch. */
    public static final double WEIGHT_DECAY = 0.01;

    /** Says how gradients change weights. */
    public enum Optimizer {
        /** Adaptive moments, in Keras' form. */
        ADAM,
        /** Adam whose weights shrink by a share of themselves, too. */
        ADAMW,
        /** Stochastic gradient descent. */
        SGD
    }

    /** Says how the step size changes over training. */
    public enum Schedule {
        /** It doesn't. */
        CONSTANT,
        /** It falls to zero in equal steps, one an update of all epochs. */
        LINEAR,
        /** It falls to zero along half a cosine over the updates of all epochs. */
        COSINE
    }

    /** Says how the validation examples are chosen. */
    public enum ValidationStrategy {
        /** Whole groups, in an order that depends on their names alone, until there are enough examples. */
        GROUP,
        /** The first examples of the training set. */
        FIRST
    }

    /** Says how batches are padded. */
    public enum Padding {
        /** Every batch has as many columns as the dataset is long, as in Keras. */
        FIXED,
        /** Batches of similar length, each as many columns as its longest example. */
        LONGEST
    }

    /**
     * Stops when the validation loss has not improved for some epochs, and takes the best weights.
     *
     * @param smallValidation whether fewer than {@link #ENOUGH} validation examples will do; null means no
     */
    public record EarlyStopping(
            @ConfigProperty(
                    value = "epochs without improvement of the validation loss that end training",
                    min = 1,
                    max = 1_000_000,
                    required = true)
            int patience,

            @ConfigProperty("whether fewer than 1,000 validation examples will do") @Nullable
            Boolean smallValidation) {

        /**
         * The number of validation examples that it takes to distinguish epochs: with 1,000 an accuracy has a standard error
         * of about a point, with 64 of four to six.
         */
        public static final int ENOUGH = 1000;

        /**
         * What is wrong with stopping by so many validation examples.
         *
         * @return what was found and what to do, or null if there are enough
         */
        public @Nullable String refusal(long validation) {
            return validation >= ENOUGH || Boolean.TRUE.equals(smallValidation)
                    ? null
                    : String.format(
                            Locale.ROOT,
                            "found %,d validation examples, too few to distinguish epochs; use at least"
                                    + " %,d by \"validation\", or set \"smallValidation\" to true",
                            validation,
                            ENOUGH);
        }
    }

    /**
     * Checks values that depend on each other.
     *
     * @throws IllegalArgumentException if early stopping has no validation set, or one that is too small, or a value is given
     *     that the optimizer doesn't have
     */
    public Training {
        learningRates = Collections.unmodifiableMap(new LinkedHashMap<>(learningRates));
        String refusal = earlyStopping == null ? null : refusal(earlyStopping, validation);
        if (refusal != null) {
            throw new KeyRule.Violation("earlyStopping", refusal);
        }
        requireOptimizer("weightDecay", weightDecay, Optimizer.ADAMW, optimizer);
        requireOptimizer("momentum", momentum, Optimizer.SGD, optimizer);
    }

    private static void requireOptimizer(String key, @Nullable Double value, Optimizer needed, Optimizer found) {
        if (value != null && found != needed) {
            throw new KeyRule.Violation(
                    key,
                    "found " + value + ", but only \"optimizer\" " + quoted(needed) + " has it, not " + quoted(found));
        }
    }

    private static String quoted(Optimizer optimizer) {
        return Faults.quoted(optimizer.name().toLowerCase(Locale.ROOT));
    }

    /** Returns what is wrong with early stopping on such a validation set; null if nothing is, or only the data can show it. */
    private static @Nullable String refusal(EarlyStopping stopping, double validation) {
        if (validation == 0) {
            return "needs a validation set, but \"validation\" is 0";
        }
        return validation >= 1 ? stopping.refusal(Math.round(validation)) : null;
    }

    /**
     * Returns the nearest to this training that a model of a spec with another common training can have: with that one's seeds,
     * examples, validation and device, and without early stopping if its validation set is too small for that.
     *
     * @param common the common training
     */
    public Training within(Training common) {
        boolean stops = earlyStopping != null && refusal(earlyStopping, common.validation) == null;
        return with(
                common.seeds,
                common.examples,
                common.validation,
                common.validationStrategy,
                common.device,
                stops ? earlyStopping : null);
    }

    /** Returns the same training with other seeds. */
    public Training with(SeedPlan other) {
        return with(other, examples, validation, validationStrategy, device, earlyStopping);
    }

    private Training with(
            SeedPlan otherSeeds,
            @Nullable Integer otherExamples,
            double otherValidation,
            ValidationStrategy otherStrategy,
            String otherDevice,
            @Nullable EarlyStopping otherStopping) {
        return new Training(
                epochs,
                batchSize,
                learningRate,
                learningRates,
                otherSeeds,
                otherExamples,
                otherValidation,
                otherStrategy,
                padding,
                lengthBucketBatches,
                otherDevice,
                threads,
                clipNorm,
                otherStopping,
                schedule,
                classWeights,
                labelSmoothing,
                optimizer,
                weightDecay,
                momentum,
                warmup,
                gradientAccumulation);
    }

    /** Returns the training of a spec that says nothing about it. */
    public static Training defaults() {
        // One thread on every machine: results depend on their number, and trials side by side use the other cores
        // better.
        return new Training(
                3,
                64,
                0.001,
                Map.of(),
                new SeedPlan.Listed(List.of(1L)),
                null,
                0.1,
                ValidationStrategy.GROUP,
                Padding.FIXED,
                50,
                "auto",
                1,
                null,
                null,
                Schedule.CONSTANT,
                null,
                0,
                Optimizer.ADAM,
                null,
                null,
                0,
                1);
    }
}
