package org.bakeoff.experiment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Predictions;
import org.bakeoff.data.CheckedEncoder;
import org.bakeoff.data.PluginFaults;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.spec.ConfigSecrets;
import org.bakeoff.spec.Spec;
import org.jspecify.annotations.Nullable;

/** Converts texts to token ids with the encoder of a dataset's or a model's plugin, and probabilities to predictions. */
record Texts(CheckedEncoder encoder) {

    /**
     * Returns the converter of a dataset.
     *
     * @throws BakeoffException if its examples don't come from texts, or the plugin fails
     */
    static Texts of(Spec.Chosen<Dataset<?>> dataset, DatasetInfo data) {
        PluginFaults faults = new PluginFaults(dataset.plugin(), ConfigSecrets.filter(dataset.config()));
        Optional<TextEncoder> encoder =
                faults.called("its encoder", () -> encoder(dataset.plugin(), dataset.config(), data));
        return new Texts(new CheckedEncoder(
                faults,
                encoder.orElseThrow(() -> unusable(
                        "the dataset '" + dataset.plugin().name()
                                + "' doesn't say how texts become token ids (Dataset.encoder)",
                        null)),
                data));
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> Optional<TextEncoder> encoder(
            Dataset<C> plugin, Record config, DatasetInfo data) {
        return plugin.encoder((C) config, data);
    }

    /** Describes the token ids. */
    DatasetInfo data() {
        return encoder.data();
    }

    /**
     * Returns the token ids of a text.
     *
     * @throws BakeoffException if the plugin fails, or gives ids that it must not
     */
    int[] encode(String text) {
        // Models answer one at a time anyway, and a buffer of a plugin would mix what several threads ask.
        synchronized (encoder.faults().plugin()) {
            return encoder.encode(text);
        }
    }

    /** Reports that a model can't answer. */
    static BakeoffException unusable(String problem, @Nullable Throwable cause) {
        return new BakeoffException(ErrorCode.MODEL_UNUSABLE, ErrorLocation.NONE, problem, "", cause);
    }

    /**
     * Returns the prediction for one of several texts.
     *
     * @throws BakeoffException if it is no finite numbers
     */
    Prediction prediction(Predictions predictions, int text, int[] tokens) {
        int label = predictions.predicted(text);
        if (label < 0) {
            throw unusable("the model's logits are no finite numbers for this text", null);
        }
        Map<String, Double> probabilities = new LinkedHashMap<>();
        DatasetInfo data = data();
        List<String> classes = data.classes();
        for (int index = 0; index < classes.size(); index++) {
            probabilities.put(classes.get(index), predictions.probability(text, index));
        }
        int words = (int) Arrays.stream(tokens).filter(data::isWord).count();
        int unknown = (int) Arrays.stream(tokens).filter(data::isUnknown).count();
        return new Prediction(classes.get(label), probabilities, words, words - unknown);
    }
}
