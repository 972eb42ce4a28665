package org.bakeoff.data;

import java.util.Arrays;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;

/**
 * Turns texts into token ids by the encoder of a plugin, and checks them. Thread-safe.
 *
 * @param faults calls the plugin
 * @param encoder its encoder
 * @param data describes the token ids
 */
public record CheckedEncoder(PluginFaults faults, TextEncoder encoder, DatasetInfo data) {

    /**
     * Returns the token ids of a text, in a new array.
     *
     * @throws org.bakeoff.io.BakeoffException if the plugin fails, or gives ids that it must not
     */
    public int[] encode(String text) {
        int[] tokens = faults.called("the token ids of a text", () -> encoder.encode(text))
                .clone();
        if (tokens.length > data.length()
                || Arrays.stream(tokens).anyMatch(token -> token < 1 || token >= data.vocabularySize())) {
            throw faults.contract("gives token ids of a text that are no ids, or too many");
        }
        return tokens;
    }
}
