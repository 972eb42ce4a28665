package org.bakeoff.experiment;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Predictions;
import org.bakeoff.plugins.PluginInvoker;
import org.bakeoff.spec.Spec;

/**
 * Between texts and their classes, and token ids and probabilities.
 *
 * @param plugin the name of the dataset's plugin
 * @param encoder what it encodes texts with
 * @param data what its models take and give
 */
record Texts(String plugin, TextEncoder encoder, DatasetInfo data) {

    /**
     * Those of a dataset.
     *
     * @throws UnsupportedOperationException if its examples don't come from texts, or the plugin fails
     */
    static Texts of(Spec.Chosen<Dataset<?>> dataset, DatasetInfo data) {
        String plugin = dataset.plugin().name();
        try {
            return new Texts(plugin, encoder(dataset.plugin(), dataset.config(), data), data);
        } catch (UnsupportedOperationException e) {
            throw e;
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw fault(plugin, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> TextEncoder encoder(Dataset<C> plugin, Record config, DatasetInfo data) {
        return plugin.encoder((C) config, data);
    }

    /**
     * The token ids of a text.
     *
     * @throws UnsupportedOperationException if the plugin fails, or gives ids that it must not
     */
    int[] encode(String text) {
        int[] tokens;
        try {
            tokens = encoder.encode(text);
        } catch (RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
            throw fault(plugin, e);
        }
        if (tokens.length > data.length()
                || Arrays.stream(tokens).anyMatch(token -> token < 1 || token >= data.vocabularySize())) {
            throw new UnsupportedOperationException("the dataset plugin '" + plugin + "' gave token ids of a text that"
                    + " are no ids, or too many; this is a fault of the plugin");
        }
        return tokens;
    }

    private static UnsupportedOperationException fault(String plugin, Throwable failure) {
        return new UnsupportedOperationException(
                "the dataset plugin '" + plugin + "' can't encode texts: " + PluginInvoker.fault(failure), failure);
    }

    /**
     * The prediction for one of several texts.
     *
     * @throws UnsupportedOperationException if the probabilities are no finite numbers
     */
    Prediction prediction(Predictions predictions, int text) {
        int label = predictions.predicted(text);
        if (label < 0) {
            throw new UnsupportedOperationException("the model's logits are no finite numbers for this text");
        }
        Map<String, Double> probabilities = new LinkedHashMap<>();
        List<String> classes = data.classes();
        for (int index = 0; index < classes.size(); index++) {
            probabilities.put(classes.get(index), predictions.probability(text, index));
        }
        return new Prediction(classes.get(label), probabilities);
    }
}
