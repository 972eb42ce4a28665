package org.bakeoff.dataset.text;

/**
 * The characters that separate and quote fields.
 *
 * @param delimiter between fields
 * @param quote around fields that hold a delimiter, a line break or a quote; negative for none
 * @param escape before a quote in a quoted field, or before a delimiter or line break in one without quotes; negative if a
 *     quote is doubled instead
 * @param loose whether blanks may stand before a quoted field, and single quotes within one
 */
record Dialect(char delimiter, int quote, int escape, boolean loose) {

    static final int NONE = -1;

    /** Returns the dialect of RFC 4180 with another delimiter. */
    static Dialect standard(char delimiter) {
        return new Dialect(delimiter, '"', NONE, false);
    }

    /** Returns the same with backslashes before quotes, as Spark writes it. */
    Dialect escaped() {
        return new Dialect(delimiter, quote, '\\', false);
    }

    /** Returns the same with apostrophes for quotes. */
    Dialect apostrophes() {
        return new Dialect(delimiter, '\'', NONE, false);
    }

    /** Returns the same where blanks may stand before a quoted field, and single quotes within one. */
    Dialect loosened() {
        return new Dialect(delimiter, quote, escape, true);
    }

    /** Returns the same where quotation marks are part of the text. */
    Dialect unquoted() {
        return new Dialect(delimiter, NONE, NONE, false);
    }

    /** Returns the name of the delimiter, with its article. */
    String delimiterName() {
        return switch (delimiter) {
            case '\t' -> "a tab";
            case ';' -> "a semicolon";
            case ',' -> "a comma";
            default -> "the delimiter " + TextSource.quoted(String.valueOf(delimiter));
        };
    }
}
