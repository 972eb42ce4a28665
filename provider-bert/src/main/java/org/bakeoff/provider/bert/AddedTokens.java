package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import tools.jackson.databind.JsonNode;

/**
 * Checks the tokens that texts are searched for before they are split. Native code ends the JVM where one is found that has no
 * characters once it is normalized, or one within the blanks that belong to another.
 */
final class AddedTokens {

    /** Native code looks through all others for each; tokenizers of these models have up to about 1,000. */
    static final int MOST = 5_000;

    /** The characters of all; native code takes about 120 bytes for each. */
    static final int MOST_CHARACTERS = 1_000_000;

    private final Path file;
    private final boolean normalizes;
    private final boolean replaces;
    private boolean strips;
    private boolean blank;

    /**
     * Makes a check of the tokens of a tokenizer.
     *
     * @param normalizes whether it has a normalizer
     * @param replaces whether that has rules of its own for what becomes of characters
     */
    AddedTokens(Path file, boolean normalizes, boolean replaces) {
        this.file = file;
        this.normalizes = normalizes;
        this.replaces = replaces;
    }

    /**
     * Checks all tokens.
     *
     * @throws IOException if one may do harm
     */
    void require(JsonNode tokens) throws IOException {
        long characters = 0;
        for (JsonNode token : tokens) {
            characters += token.path("content").asString("").length();
        }
        if (tokens.size() > MOST || characters > MOST_CHARACTERS) {
            throw JsonFiles.unusable(
                    file,
                    "it has " + tokens.size() + " added tokens with " + characters + " characters in all; allowed: "
                            + MOST + " with " + MOST_CHARACTERS);
        }
        for (JsonNode token : tokens) {
            String name = token.path("content").asString("");
            boolean normalized = normalizes && token.path("normalized").asBoolean(true);
            if (normalized && !staysWhenNormalized(name)) {
                throw JsonFiles.unusable(
                        file,
                        "its added token \"" + name
                                + "\" is normalized, and may have no characters then. Normalized ones need"
                                + (replaces
                                        ? " letters or digits of ASCII, and no others"
                                        : " a letter, a digit, a mark of punctuation or a symbol"));
            }
            blank |= normalized || isBlank(name.codePointAt(0));
            strips |= token.path("rstrip").asBoolean(false);
        }
        if (blank && strips) {
            throw JsonFiles.unusable(
                    file,
                    "it has added tokens that take the blanks behind them (rstrip), and others that may begin with blanks");
        }
    }

    private boolean staysWhenNormalized(String name) {
        return replaces
                ? name.chars().allMatch(each -> each < 0x80) && name.chars().anyMatch(Character::isLetterOrDigit)
                : Normalizer.normalize(name, Normalizer.Form.NFKD).codePoints().anyMatch(AddedTokens::stays);
    }

    /** Normalizers delete marks above letters, control characters and blanks, and make a blank of two symbols. */
    private static boolean stays(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> character != 0xfffd && character != 0x2581;
        };
    }

    private static boolean isBlank(int character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character) || character == 0x85;
    }
}
