package org.bakeoff.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bakeoff.api.Predictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.Padding;
import org.bakeoff.api.TrainedModel.QueryException;

/**
 * Predicts with the model of one trial of a {@link TrainedRun}. Thread-safe: computations take turns, with each other and with
 * trials that are trained in this process. Predictions don't depend on other threads.
 *
 * <p>Every method throws {@link org.bakeoff.io.BakeoffException} if a plugin fails or doesn't support the request, {@link java.util.concurrent.CancellationException} if its thread is interrupted, and
 * {@link IllegalStateException} after the run was closed.
 */
public final class LoadedModel {

    private final String name;
    private final TrainedModel model;
    private final Texts texts;

    LoadedModel(String name, TrainedModel model, Texts texts) {
        this.name = name;
        this.model = model;
        this.texts = texts;
    }

    /** Returns the model's name in the spec. */
    public String name() {
        return name;
    }

    /** Returns the seed of its trial. */
    public long seed() {
        return model.seed();
    }

    /** Returns the trial's name, MODEL-SEED. */
    public String trial() {
        return name + "-" + seed();
    }

    /**
     * Predicts a text.
     *
     * @param text any text; if it is longer than the dataset allows, the model reads its end
     */
    public Prediction predict(String text) {
        return predict(List.of(text)).get(0);
    }

    /**
     * Predicts many texts, in batches of similar length, several times as fast as one by one. Apart from single-precision
     * rounding, the probabilities are the same as one by one.
     *
     * @param texts any number; all their token ids are held in memory
     * @return one prediction per text, in order
     */
    public List<Prediction> predict(List<String> texts) {
        List<int[]> tokens = new ArrayList<>(texts.size());
        texts.forEach(text -> tokens.add(this.texts.encode(text)));
        Predictions found = asked(() -> model.predict(tokens, Padding.TRAINED));
        List<Prediction> predictions = new ArrayList<>(texts.size());
        for (int text = 0; text < tokens.size(); text++) {
            predictions.add(this.texts.prediction(found, text, tokens.get(text)));
        }
        return predictions;
    }

    /**
     * Returns whether {@link #explain} works: whether the model has one embedding that maps every token to its
     * vector.
     */
    public boolean explains() {
        return model.attributable();
    }

    /** Predicts a text, and returns the contribution of every token. */
    public Explanation explain(String text) {
        int[] tokens = texts.encode(text);
        Predictions found = asked(() -> model.predict(List.of(tokens), Padding.TRAINED));
        Prediction prediction = texts.prediction(found, 0, tokens);
        boolean two = found.classes() == 2;
        int label = found.predicted(0);
        float[] scores = asked(() -> model.gradients(List.of(tokens), two ? 0 : label))
                .get(0)
                .timesInput();
        // With two classes the only logit speaks for class 1.
        int sign = two && label == 0 ? -1 : 1;
        List<Explanation.Token> explained = new ArrayList<>();
        for (int token = 0; token < tokens.length; token++) {
            explained.add(
                    new Explanation.Token(texts.data().vocabulary().get(tokens[token]), sign * (double) scores[token]));
        }
        return new Explanation(prediction, explained);
    }

    private static <T> T asked(Supplier<T> work) {
        try {
            return work.get();
        } catch (QueryException e) {
            throw Texts.unusable(String.valueOf(e.getMessage()), e);
        }
    }
}
