package org.bakeoff.experiment;

import java.util.Arrays;
import java.util.Map;
import org.bakeoff.spec.ClassWeights;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.SeedPlan;
import org.bakeoff.spec.Training;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets how models are trained, as a spec's {@code "training"} does; everything else has its default. Each method returns
 * this. Values are checked when the experiment is built.
 */
public final class TrainingBuilder {

    private final ObjectNode json;

    /** Writes the values into an object of a spec. */
    TrainingBuilder(ObjectNode json) {
        this.json = json;
    }

    private TrainingBuilder put(String key, Object value) {
        json.set(key, Records.node(value));
        return this;
    }

    /** Sets the number of passes over the training examples. */
    public TrainingBuilder epochs(int count) {
        return put("epochs", count);
    }

    /** Sets the number of examples per batch. */
    public TrainingBuilder batchSize(int examples) {
        return put("batchSize", examples);
    }

    /** Sets the step size of the optimizer. */
    public TrainingBuilder learningRate(double rate) {
        return put("learningRate", rate);
    }

    /**
     * Sets other step sizes for parts of the model.
     *
     * @param rates step sizes by the names of the model's blocks, such as "encoder" or "head"; 0 trains the part not at all
     */
    public TrainingBuilder learningRates(Map<String, Double> rates) {
        return put("learningRates", rates);
    }

    /** Sets the seeds: distinct, 0 or more, one trial each. They apply to all models. */
    public TrainingBuilder seeds(long... seeds) {
        return put("seeds", Arrays.stream(seeds).boxed().toList());
    }

    /**
     * Adds seeds to models until every two are decided between.
     *
     * @param atLeast the seeds of every model, 3 or more
     * @param atMost the seeds of a model at most
     */
    public TrainingBuilder seedsUntilDecided(int atLeast, int atMost) {
        return put("seeds", new SeedPlan.Adaptive(atLeast, atMost, SeedPlan.Verdicts.DECIDED));
    }

    /**
     * Adds seeds to models until the simultaneous interval of every difference is narrow enough.
     *
     * @param atLeast the seeds of every model, 3 or more
     * @param atMost the seeds of a model at most
     * @param halfWidth half the width that an interval may have, in units of the primary metric
     */
    public TrainingBuilder seedsUntilPrecise(int atLeast, int atMost, double halfWidth) {
        return put("seeds", new SeedPlan.Adaptive(atLeast, atMost, new SeedPlan.Precision(halfWidth)));
    }

    /**
     * Uses so many examples of the training set, those of the validation set included. It applies to all models.
     */
    public TrainingBuilder examples(int count) {
        return put("examples", count);
    }

    /**
     * Sets the size of the validation set, taken from the training set: a count of 1 or more, or a fraction below 1. It
     * applies to all models.
     */
    public TrainingBuilder validation(double examples) {
        return put("validation", examples);
    }

    /** Sets how the validation examples are chosen. It applies to all models. */
    public TrainingBuilder validationStrategy(Training.ValidationStrategy how) {
        return put("validationStrategy", how);
    }

    /** Sets how batches are padded. */
    public TrainingBuilder padding(Training.Padding padding) {
        return put("padding", padding);
    }

    /** Sets within how many batches of a shuffled epoch examples are grouped by length; 1 for no grouping. */
    public TrainingBuilder lengthBucketBatches(int batches) {
        return put("lengthBucketBatches", batches);
    }

    /** Sets the device: {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}. It applies to all models. */
    public TrainingBuilder device(String device) {
        return put("device", device);
    }

    /** Sets the engine's threads in a trial; results depend on their number. */
    public TrainingBuilder threads(int count) {
        return put("threads", count);
    }

    /** Sets the largest norm of all gradients together. */
    public TrainingBuilder clipNorm(double norm) {
        return put("clipNorm", norm);
    }

    /** Stops training when the validation loss hasn't improved for {@code patience} epochs, and keeps the best weights. */
    public TrainingBuilder earlyStopping(int patience) {
        return put("earlyStopping", Map.of("patience", patience));
    }

    /** Does the same, and sets whether a validation set too small to distinguish epochs is allowed. */
    public TrainingBuilder earlyStopping(int patience, boolean smallValidation) {
        return put("earlyStopping", Map.of("patience", patience, "smallValidation", smallValidation));
    }

    /**
     * Sets how much the loss of an example counts by its class.
     *
     * @param weights the weights by the names of classes; every other class has 1
     */
    public TrainingBuilder classWeights(Map<String, Double> weights) {
        return put("classWeights", weights);
    }

    /** Weights classes so that all together count the same in the loss. */
    public TrainingBuilder balancedClassWeights() {
        return put("classWeights", ClassWeights.Balance.BALANCED);
    }

    /** Sets the share of every label that is spread over all classes in the loss. */
    public TrainingBuilder labelSmoothing(double share) {
        return put("labelSmoothing", share);
    }

    /** Sets how the step size changes. */
    public TrainingBuilder schedule(Training.Schedule schedule) {
        return put("schedule", schedule);
    }

    /** Sets how gradients change weights. */
    public TrainingBuilder optimizer(Training.Optimizer optimizer) {
        return put("optimizer", optimizer);
    }

    /** Sets the weight decay of AdamW. */
    public TrainingBuilder weightDecay(double decay) {
        return put("weightDecay", decay);
    }

    /** Sets the momentum of SGD. */
    public TrainingBuilder momentum(double momentum) {
        return put("momentum", momentum);
    }

    /** Sets over how many first updates the step size rises: a count of 1 or more, or a fraction below 1 of all updates. */
    public TrainingBuilder warmup(double updates) {
        return put("warmup", updates);
    }

    /** Sets how many batches make an update. */
    public TrainingBuilder gradientAccumulation(int batches) {
        return put("gradientAccumulation", batches);
    }
}
