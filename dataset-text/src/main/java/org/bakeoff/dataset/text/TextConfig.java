package org.bakeoff.dataset.text;

import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.toolkit.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The texts to read, and how to encode them.
 *
 * @param train files, patterns of files, URLs or folders
 * @param test the same, or the share of {@code train} to test on, as a decimal number between 0 and 1 such as "0.2"
 * @param format the format of all; null: by their names
 * @param text the columns of the texts; several are joined by a blank
 * @param label the column of the classes' names
 * @param id the column of the examples' ids; null: the file's name and the line
 * @param group the column of the groups; null: only equal texts form a group
 * @param labels the class of each label that names it otherwise, blanks around it left out
 * @param encoding the name of the files' encoding, or "auto"
 * @param header whether the first row names the columns
 * @param columns the names of the columns of files without a header row
 * @param delimiter the character between fields; null: found out
 * @param quote the character around fields, or "none"; null: found out
 * @param escape the character before a quote inside of quotes; null: found out, "none" for a doubled quote only
 * @param tokenizer what the tokens of a text are
 * @param ngram the number of characters of an n-gram
 * @param vocabulary the number of token ids, the four special ones included
 * @param length the largest number of token ids of a text
 * @param fold the fold of {@code train} to test on; null: {@code test} says what to test on
 */
public record TextConfig(
        @ConfigProperty(
                value =
                        "the texts to train on: a file, a pattern such as data/*.csv, a URL of a file, a folder, or several of them",
                required = true,
                path = true,
                single = true)
        List<String> train,

        @ConfigProperty(
                value = "the texts to test on, likewise; or a share of train, such as 0.2",
                min = 0,
                max = 1,
                path = true,
                number = true,
                single = true)
        List<String> test,

        @ConfigProperty(
                "how they are written; otherwise as the name ends: .csv, .tsv, .jsonl; a folder holds a folder a class")
        @Nullable
        Format format,

        @ConfigProperty(
                value = "column of the texts, in JSON also a pointer such as /data/text; several are joined by a blank",
                single = true)
        List<String> text,

        @ConfigProperty("column of the classes' names") String label,

        @ConfigProperty("column of names for the examples, each another") @Nullable
        String id,

        @ConfigProperty("column of what makes texts alike beyond chance, such as their author") @Nullable
        String group,

        @ConfigProperty(
                "other names for labels: {\"0\": \"negative\"} renames the label 0; labels of one name are one class")
        Map<String, String> labels,

        @ConfigProperty("name of the files' encoding, such as windows-1252; auto: found out")
        String encoding,

        @ConfigProperty("CSV and TSV: whether the first row names the columns")
        boolean header,

        @ConfigProperty("CSV and TSV without a header row: the names of the columns")
        List<String> columns,

        @ConfigProperty("CSV and TSV: the character between fields; absent: found out") @Nullable
        String delimiter,

        @ConfigProperty("CSV and TSV: the character around fields, or none; absent: \" unless rows would be lost")
        @Nullable
        String quote,

        @ConfigProperty(
                "CSV and TSV: the character before a quote in a quoted field, such as \\, or none for a doubled quote;"
                        + " absent: found out")
        @Nullable
        String escape,

        @ConfigProperty("what a token is: a word of any language, a character, or a run of characters within a word")
        Tokenizer.Kind tokenizer,

        @ConfigProperty(value = "characters of a run, for the tokenizer character-ngrams", min = 1, max = 20)
        int ngram,

        @ConfigProperty(value = "number of token ids, the four special ones included", min = 5)
        int vocabulary,

        @ConfigProperty(value = "token ids of a text at most; the last ones are kept", min = 1, max = 10_000_000)
        int length,

        @ConfigProperty("cross-validation: cuts train into parts, of which one is the test set, in place of test")
        @Nullable
        Fold fold) {

    /** The test set of a configuration that names none. */
    static final List<String> SHARE = List.of("0.2");

    /** The encoding that is to be found out. */
    static final String AUTO = "auto";

    /** The quote or escape of files that have none. */
    static final String NONE = "none";

    private static final int LONGEST_NUMBER = 1_000;

    /** The formats of labelled texts. */
    public enum Format {
        /** Comma-separated values, or separated by semicolons, tabs or vertical bars. */
        CSV,
        /** Tab-separated values. */
        TSV,
        /** A JSON object on each line, objects on several lines, or an array of objects. */
        JSONL,
        /** A folder with a folder for each class, with a file for each text. */
        FOLDERS
    }

    /**
     * Checks rules that involve several keys.
     *
     * @throws IllegalArgumentException if values don't go together, or name what isn't there
     */
    public TextConfig {
        train = List.copyOf(train);
        test = List.copyOf(test);
        text = List.copyOf(text);
        columns = List.copyOf(columns);
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        check(!train.isEmpty(), "\"train\" is an empty list; it must name a file or folder");
        check(
                !test.isEmpty(),
                "\"test\" is an empty list; give a share of \"train\", such as 0.2, or name a file or folder");
        check(!text.isEmpty(), "\"text\" is an empty list; it must name a column");
        for (String one : test) {
            Optional<BigDecimal> number = number(one);
            check(
                    number.isEmpty()
                            || (number.get().signum() > 0 && number.get().compareTo(BigDecimal.ONE) < 0),
                    "\"test\" is " + one
                            + "; it must be more than 0 and less than 1 of \"train\", or a file or folder of its own");
            check(
                    number.isEmpty() || test.size() == 1,
                    "\"test\" is a list with the share " + one + "; a share stands alone");
        }
        for (String one : text) {
            check(!one.equals(label), "\"text\" and \"label\" are the same column, '" + one + "'");
        }
        check(
                fold == null || test.equals(SHARE),
                "a fold is a part of \"train\"; leave \"test\" out, and name its files in \"train\", too, if they"
                        + " are to be among the parts");
        checkEncoding(encoding);
        check(
                header ? columns.isEmpty() : !columns.isEmpty() || format == Format.JSONL || format == Format.FOLDERS,
                header
                        ? "\"columns\" names the columns of files without a header row; give \"header\": false, too"
                        : "\"header\" is false; name the columns, such as \"columns\": [\"label\", \"text\"]");
        checkCharacter("delimiter", delimiter, false);
        checkCharacter("quote", quote, true);
        checkCharacter("escape", escape, true);
    }

    private static void checkEncoding(String encoding) {
        if (!encoding.equals(AUTO) && Encoding.named(encoding).isEmpty()) {
            throw new IllegalArgumentException(unknown(encoding));
        }
    }

    private static String unknown(String encoding) {
        return "there is no encoding '" + encoding + "'"
                + Columns.near(encoding, List.copyOf(Charset.availableCharsets().keySet()))
                        .map(other -> "; did you mean '" + other + "'?")
                        .orElse("; give a name such as UTF-8, windows-1252 or Shift_JIS, or \"auto\"");
    }

    private static void checkCharacter(String key, @Nullable String value, boolean none) {
        check(
                value == null || (value.length() == 1 && !value.matches("[\r\n]")) || (none && value.equals(NONE)),
                "\"" + key + "\" is '" + value + "'; it must be one character"
                        + (none ? ", or \"none\"" : ", such as \"\\t\" for a tab"));
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Returns the share of the training texts to test on, unless other texts are named. */
    Optional<BigDecimal> share() {
        return number(test.get(0));
    }

    /** Returns the encoding, unless it is to be found out. */
    Optional<Charset> charset() {
        return encoding.equals(AUTO) ? Optional.empty() : Encoding.named(encoding);
    }

    private static Optional<BigDecimal> number(String test) {
        try {
            // Whatever is longer is a path, and would take the square of its length to read as a number.
            return test.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(test));
        } catch (NumberFormatException path) {
            return Optional.empty();
        }
    }
}
