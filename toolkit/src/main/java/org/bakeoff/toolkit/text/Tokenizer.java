package org.bakeoff.toolkit.text;

import java.util.List;

/**
 * Splits texts of any language into tokens. All but Keras' normalise a text first: compatibility forms become one (NFKC), case is
 * folded, and typographic apostrophes become plain ones. So "Ｆｕｎ", "FUN" and "fun" are one token.
 *
 * @see <a href="https://www.unicode.org/reports/tr15/">Unicode normalization forms</a>
 * @see <a href="https://www.unicode.org/reports/tr29/">Unicode text segmentation</a>
 */
@FunctionalInterface
public interface Tokenizer {

    /** Returns the tokens of a text, in their order. It is thread-safe, and depends on the text alone. */
    List<String> tokens(String text);

    /**
     * Returns a tokenizer that takes words, numbers and emoji and leaves out punctuation. Chinese, Japanese, Thai and other words
     * that no blanks separate are found with ICU's dictionaries.
     */
    static Tokenizer words() {
        return IcuSegments::words;
    }

    /** Returns a tokenizer that takes every character as a reader sees it, such as a letter with its accents; blanks become one. */
    static Tokenizer characters() {
        return IcuSegments::characters;
    }

    /**
     * Returns a tokenizer that takes every run of characters in each word, a blank before and after the word included; a
     * shorter word gives itself.
     *
     * @param size the number of characters of a run, at least 1
     */
    static Tokenizer characterNgrams(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("an n-gram has at least 1 character, found " + size);
        }
        return text -> IcuSegments.ngrams(text, size);
    }

    /** The choice of a tokenizer in a configuration. */
    enum Kind {
        /** {@link Tokenizer#words}. */
        WORDS,
        /** {@link Tokenizer#characters}. */
        CHARACTERS,
        /** {@link Tokenizer#characterNgrams}. */
        CHARACTER_NGRAMS;

        /**
         * Returns the tokenizer.
         *
         * @param ngram the number of characters of an n-gram
         */
        public Tokenizer tokenizer(int ngram) {
            return switch (this) {
                case WORDS -> words();
                case CHARACTERS -> characters();
                case CHARACTER_NGRAMS -> characterNgrams(ngram);
            };
        }
    }

    /** Returns the tokenizer of Keras' movie reviews, see {@link KerasTokenizer}. */
    static Tokenizer keras() {
        return KerasTokenizer::words;
    }
}
