package org.bakeoff.provider.bert;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.bakeoff.api.Dataset;

/**
 * Splits texts as the tokenizer of a folder does, from their start up to a number of tokens. In the ids that it gives, 0 is
 * padding: where padding has another id in the folder, the two change places.
 */
final class SubwordTokenizer implements Dataset.TextEncoder {

    private static final Cleaner CLEANER = Cleaner.create();

    /** Much more than a token has on average. */
    private static final int CHARACTERS_PER_TOKEN = 16;

    /** The characters of a text that are always read, so that most texts are read whole. */
    private static final int LEAST = 1 << 13;

    /** The characters of a text that are ever read: one that has too few tokens by then is a single word, or blank. */
    private static final int MOST = 1 << 21;

    /** What stands so far before the end of what is read can't depend on what follows. */
    private static final int MARGIN = TokenizerFile.LONGEST_TOKEN;

    private final Path file;
    private final HuggingFaceTokenizer tokenizer;
    private final int padding;
    private final int maxLength;

    /**
     * Loads a tokenizer.
     *
     * @param file {@code tokenizer.json}
     * @param padding the id of padding in the folder
     * @param maxLength the largest number of tokens, special ones included
     * @throws IOException if it can't be read or isn't one
     */
    SubwordTokenizer(Path file, int padding, int maxLength) throws IOException {
        byte[] json = TokenizerFile.read(file, maxLength);
        TokenizerLibrary.load();
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
        this.file = file;
        this.padding = padding;
        this.maxLength = maxLength;
        CLEANER.register(this, tokenizer::close);
    }

    /** {@inheritDoc} Throws an {@link UncheckedIOException} if the file has no token for what it doesn't know of the text. */
    @Override
    public int[] encode(String text) {
        long[] ids = ids(text);
        // A text may hold the name of padding. Attention leaves that out anyway.
        return Arrays.stream(ids)
                .filter(id -> id != padding)
                .mapToInt(id -> Math.toIntExact(id == 0 ? padding : id))
                .toArray();
    }

    /**
     * Gives the library no more of a long text than it takes: it makes an object of each {@code maxLength} tokens of the rest. The
     * ids are the same unless a word is longer than any token may be.
     */
    private long[] ids(String whole) {
        String text = whole.length() > MOST ? whole.substring(0, end(whole, MOST)) : whole;
        for (long most = LEAST + (long) CHARACTERS_PER_TOKEN * maxLength; most < text.length(); most *= 4) {
            String start = text.substring(0, end(text, (int) most));
            Encoding encoding = split(start);
            if (encoding.getIds().length >= maxLength
                    && lastKept(encoding) < start.codePointCount(0, start.length()) - MARGIN) {
                return encoding.getIds();
            }
        }
        return split(text).getIds();
    }

    private Encoding split(String text) {
        try {
            return tokenizer.encode(text);
        } catch (RuntimeException e) {
            // The library has no type of its own for this. What the file lacks shows only at a text that needs it.
            throw new UncheckedIOException(new IOException(
                    JsonFiles.unusable(
                                    file,
                                    "it can't split a text, as where a letter is unknown to it, and it has no token for that"
                                            + " (unk_id, unk_token): " + e.getMessage())
                            .getMessage(),
                    e));
        }
    }

    /** Returns a place between words, if there is one close by, and never within a character. */
    private static int end(String text, int most) {
        for (int end = most; end > most - MARGIN; end--) {
            if (Character.isWhitespace(text.charAt(end))) {
                return end;
            }
        }
        return Character.isLowSurrogate(text.charAt(most)) ? most - 1 : most;
    }

    /** Returns where the last token that was kept ends in the text, in code points. */
    private static int lastKept(Encoding encoding) {
        return Arrays.stream(encoding.getCharTokenSpans())
                .filter(Objects::nonNull)
                .mapToInt(CharSpan::getEnd)
                .max()
                .orElse(Integer.MAX_VALUE);
    }
}
