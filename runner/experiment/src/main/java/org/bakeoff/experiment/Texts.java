package org.bakeoff.experiment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Predictions;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Cancellation;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.spec.Spec;
import org.jspecify.annotations.Nullable;

/** Converts texts to token ids with the encoder of a dataset's plugin, and probabilities to predictions. */
record Texts(String plugin, TextEncoder encoder, DatasetInfo data) {

    /**
     * Returns the converter of a dataset.
     *
     * @throws BakeoffException if its examples don't come from texts, or the plugin fails
     */
    static Texts of(Spec.Chosen<Dataset<?>> dataset, DatasetInfo data) {
        String plugin = dataset.plugin().name();
        Optional<TextEncoder> encoder =
                guarded(plugin, "its encoder", () -> encoder(dataset.plugin(), dataset.config(), data));
        return new Texts(
                plugin,
                encoder.orElseThrow(() -> unusable(
                        "the dataset '" + plugin + "' doesn't say how texts become token ids (Dataset.encoder)", null)),
                data);
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> Optional<TextEncoder> encoder(
            Dataset<C> plugin, Record config, DatasetInfo data) {
        return plugin.encoder((C) config, data);
    }

    /**
     * Returns the token ids of a text.
     *
     * @throws BakeoffException if the plugin fails, or gives ids that it must not
     */
    int[] encode(String text) {
        int[] tokens = guarded(plugin, "the token ids of a text", () -> encoder.encode(text))
                .clone();
        if (tokens.length > data.length()
                || Arrays.stream(tokens).anyMatch(token -> token < 1 || token >= data.vocabularySize())) {
            throw failed(
                    plugin,
                    "gave token ids of a text that are no ids, or too many; this is a fault of the plugin",
                    null);
        }
        return tokens;
    }

    private static <T> T guarded(String plugin, String what, Supplier<@Nullable T> code) {
        T value;
        try {
            value = code.get();
        } catch (Throwable e) {
            // An interrupt is the user's; whatever else is thrown, an Error among it, is the plugin's.
            Cancellation.check(e);
            throw failed(plugin, "can't encode texts: " + PluginInvoker.fault(e), e);
        }
        if (value == null) {
            throw failed(plugin, "gives null for " + what + "; this is a fault of the plugin", null);
        }
        return value;
    }

    private static BakeoffException failed(String plugin, String problem, @Nullable Throwable cause) {
        return new BakeoffException(
                ErrorCode.PLUGIN_FAILED,
                ErrorLocation.NONE,
                "the dataset plugin '" + plugin + "' " + problem,
                "",
                cause);
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
        List<String> classes = data.classes();
        for (int index = 0; index < classes.size(); index++) {
            probabilities.put(classes.get(index), predictions.probability(text, index));
        }
        int words = (int) Arrays.stream(tokens).filter(data::isWord).count();
        int unknown = (int) Arrays.stream(tokens).filter(data::isUnknown).count();
        return new Prediction(classes.get(label), probabilities, words, words - unknown);
    }
}
