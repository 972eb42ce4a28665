package org.bakeoff.provider.bert;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.bakeoff.api.Dataset;

/**
 * Splits texts as the tokenizer of a folder does, from their start up to a number of tokens. In the ids that it gives, 0 is
 * padding: where padding has another id in the folder, the two change places.
 */
final class SubwordTokenizer implements Dataset.TextEncoder {

    private static final Cleaner CLEANER = Cleaner.create();

    private final HuggingFaceTokenizer tokenizer;
    private final int padding;

    /**
     * Loads a tokenizer.
     *
     * @param file {@code tokenizer.json}
     * @param padding the id of padding in the folder
     * @param maxLength the largest number of tokens, special ones included
     * @throws IOException if it can't be read or isn't one
     */
    SubwordTokenizer(Path file, int padding, int maxLength) throws IOException {
        TokenizerLibrary.load();
        byte[] json = JsonFiles.bytes(file);
        String most = Integer.toString(maxLength);
        try {
            this.tokenizer = HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json),
                    Map.of("truncation", "true", "padding", "false", "maxLength", most, "modelMaxLength", most));
        } catch (RuntimeException e) {
            // The library has no type of its own for this.
            throw new IOException(
                    JsonFiles.unusable(file, "it is no tokenizer: " + e.getMessage())
                            .getMessage(),
                    e);
        }
        this.padding = padding;
        CLEANER.register(this, tokenizer::close);
    }

    @Override
    public int[] encode(String text) {
        long[] ids = tokenizer.encode(text).getIds();
        // A text may hold the name of padding. Attention leaves that out anyway.
        return Arrays.stream(ids)
                .filter(id -> id != padding)
                .mapToInt(id -> Math.toIntExact(id == 0 ? padding : id))
                .toArray();
    }
}
