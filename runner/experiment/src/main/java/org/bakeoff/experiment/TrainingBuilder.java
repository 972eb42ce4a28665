package org.bakeoff.experiment;

import java.util.Arrays;
import java.util.Map;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.Training;
import tools.jackson.databind.node.ObjectNode;

/**
 * Says how models are trained, as a spec's {@code "training"} does; what isn't said has its default. Each method returns
 * this. Values are checked when the experiment is built.
 */
public final class TrainingBuilder {

    private final ObjectNode json;

    /** Puts what is said into an object of a spec. */
    TrainingBuilder(ObjectNode json) {
        this.json = json;
    }

    private TrainingBuilder put(String key, Object value) {
        json.set(key, Records.node(value));
        return this;
    }

    /** Passes over the training examples. */
    public TrainingBuilder epochs(int count) {
        return put("epochs", count);
    }

    /** Examples an update. */
    public TrainingBuilder batchSize(int examples) {
        return put("batchSize", examples);
    }

    /** The step size of Adam. */
    public TrainingBuilder learningRate(double rate) {
        return put("learningRate", rate);
    }

    /** One trial a seed; distinct, from 0 on. For all models alike. */
    public TrainingBuilder seeds(long... seeds) {
        return put("seeds", Arrays.stream(seeds).boxed().toList());
    }

    /** The size of the validation set, taken from the training set: a count from 1 on, or a fraction below 1. For all models alike. */
    public TrainingBuilder validation(double examples) {
        return put("validation", examples);
    }

    /** How they are chosen. For all models alike. */
    public TrainingBuilder validationStrategy(Training.ValidationStrategy how) {
        return put("validationStrategy", how);
    }

    /** How batches are padded. */
    public TrainingBuilder padding(Training.Padding padding) {
        return put("padding", padding);
    }

    /** In how many batches of a shuffled epoch examples of like length are brought together; 1 for none. */
    public TrainingBuilder lengthBucketBatches(int batches) {
        return put("lengthBucketBatches", batches);
    }

    /** {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}. For all models alike. */
    public TrainingBuilder device(String device) {
        return put("device", device);
    }

    /** Threads of the engine within a trial; results depend on their number. */
    public TrainingBuilder threads(int count) {
        return put("threads", count);
    }

    /** The largest norm of all gradients together. */
    public TrainingBuilder clipNorm(double norm) {
        return put("clipNorm", norm);
    }

    /** Stops when the validation loss hasn't improved for so many epochs, and takes the best weights. */
    public TrainingBuilder earlyStopping(int patience) {
        return put("earlyStopping", Map.of("patience", patience));
    }

    /** The same, and says whether fewer validation examples are enough than it takes to distinguish epochs. */
    public TrainingBuilder earlyStopping(int patience, boolean smallValidation) {
        return put("earlyStopping", Map.of("patience", patience, "smallValidation", smallValidation));
    }

    /** How the step size changes. */
    public TrainingBuilder schedule(Training.Schedule schedule) {
        return put("schedule", schedule);
    }
}
