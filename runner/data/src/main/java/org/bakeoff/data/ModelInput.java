package org.bakeoff.data;

import java.util.Optional;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.api.Plugin;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.spec.Spec;

/**
 * Describes what a model takes.
 *
 * @param info describes its token ids
 * @param encoding the SHA-256 of its own encoding's fingerprint when the examples were encoded; empty for the dataset's token ids
 */
public record ModelInput(DatasetInfo info, Optional<String> encoding) {

    /**
     * Checks that what a model's encoding depends on, such as a pretrained model's files, is still what it was when its examples were
     * encoded. Says nothing about models that take the dataset's token ids.
     *
     * @throws BakeoffException if it isn't
     */
    public void requireUnchanged(Spec.Chosen<ModelProvider<?>> provider) {
        if (encoding.isPresent() && !encoding.equals(ModelEncoding.of(provider).map(ModelEncoding::sha256))) {
            throw changed(
                    provider.plugin(),
                    "since the examples were encoded",
                    "Put back what was there, or run the experiment anew, in another folder.");
        }
    }

    static BakeoffException changed(Plugin<?> plugin, String when, String remedy) {
        return new BakeoffException(
                ErrorCode.ENCODING_CHANGED,
                ErrorLocation.NONE,
                "what the model plugin '" + plugin.name()
                        + "' encodes texts with, such as the files of a folder, has changed " + when,
                remedy);
    }
}
