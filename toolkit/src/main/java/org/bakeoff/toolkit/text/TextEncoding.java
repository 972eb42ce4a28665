package org.bakeoff.toolkit.text;

import java.util.stream.Stream;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset.TextEncoder;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.jspecify.annotations.Nullable;

/**
 * An encoding of a model's own that any provider can offer: the most frequent tokens of the training texts, numbered as by
 * {@link Vocabulary}. Let it be a component of the configuration, null for the dataset's token ids, and return it from
 * {@link ModelProvider#encoding}.
 *
 * @param tokenizer splits texts into tokens
 * @param ngram the characters of a run, only for n-grams
 * @param vocabulary the number of token ids at most, the four special ones included
 * @param length the largest number of token ids of a text, of which the last are kept
 */
public record TextEncoding(
        @ConfigProperty(value = "what the tokens of a text are", required = true)
        Tokenizer.Kind tokenizer,

        @ConfigProperty(value = "characters of a run, only for the tokenizer character-ngrams", min = 1, max = 20)
        @Nullable
        Integer ngram,

        @ConfigProperty(
                value = "number of token ids at most, the four special ones included",
                min = 5,
                max = 10_000_000,
                required = true)
        int vocabulary,

        @ConfigProperty(
                value = "token ids of a text at most; the last ones are kept",
                min = 1,
                max = 10_000_000,
                required = true)
        int length)
        implements ModelProvider.Encoding {

    /**
     * Checks that n-grams, and nothing else, have a size.
     *
     * @throws IllegalArgumentException if that isn't so
     */
    public TextEncoding {
        if ((tokenizer == Tokenizer.Kind.CHARACTER_NGRAMS) != (ngram != null)) {
            throw new IllegalArgumentException(
                    ngram == null
                            ? "the tokenizer character-ngrams needs \"ngram\", such as 3"
                            : "\"ngram\" is only for the tokenizer character-ngrams");
        }
    }

    @Override
    public String fingerprint() {
        return toString();
    }

    /** Counts the tokens on all cores. */
    @Override
    public DatasetInfo learn(DatasetInfo data, Stream<String> texts) {
        Vocabulary words = Vocabulary.ofTexts(texts, vocabulary, tokens());
        return new DatasetInfo(data.classes(), words.words(), length);
    }

    @Override
    public TextEncoder encoder(DatasetInfo data) {
        return Encoder.of(data, tokens());
    }

    private Tokenizer tokens() {
        return tokenizer.tokenizer(ngram == null ? 1 : ngram);
    }
}
