package org.bakeoff.dataset.text;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.api.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The texts to read, and how to encode them.
 *
 * @param train a file or folder, or a URL of a file
 * @param test the same, or the share of {@code train} to test on, as a decimal number between 0 and 1 such as "0.2"
 * @param format the format of both; null: by their names
 * @param text the column of the texts
 * @param label the column of the classes' names
 * @param id the column of the examples' ids; null: the file's name and the line
 * @param group the column of the groups; null: only equal texts form a group
 * @param labels the class of each label that names it otherwise, blanks around it left out
 * @param vocabulary the number of token ids, the four special ones included
 * @param length the largest number of token ids of a text
 */
public record TextConfig(
        @ConfigProperty(
                value = "the texts to train on: a file, a URL of one, or a folder",
                required = true,
                path = true)
        String train,

        @ConfigProperty(
                value = "the texts to test on, likewise; or a share of train, such as 0.2",
                min = 0,
                max = 1,
                path = true,
                number = true)
        String test,

        @ConfigProperty(
                "how they are written; otherwise as the name ends: .csv, .tsv, .jsonl; a folder holds a folder a class")
        @Nullable
        Format format,

        @ConfigProperty("column of the texts") String text,
        @ConfigProperty("column of the classes' names") String label,

        @ConfigProperty("column of names for the examples, each another") @Nullable
        String id,

        @ConfigProperty("column of what makes texts alike beyond chance, such as their author") @Nullable
        String group,

        @ConfigProperty(
                "other names for labels: {\"0\": \"negative\"} renames the label 0; labels of one name are one class")
        Map<String, String> labels,

        @ConfigProperty(value = "number of token ids, the four special ones included", min = 5)
        int vocabulary,

        @ConfigProperty(value = "token ids of a text at most; the last ones are kept", min = 1)
        int length) {

    /** The formats of labelled texts. */
    public enum Format {
        /** Comma-separated values with a header row, or separated by semicolons or tabs if that row has no comma. */
        CSV,
        /** Tab-separated values with a header row, quoted as in CSV. */
        TSV,
        /** A JSON object on each line. */
        JSONL,
        /** A folder with a folder for each class, with a file for each text. */
        FOLDERS
    }

    /**
     * Checks rules that involve several keys.
     *
     * @throws IllegalArgumentException if the test set is a number that is no share, or one column is both text and label
     */
    public TextConfig {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        Optional<BigDecimal> number = number(test);
        if (number.isPresent() && (number.get().signum() <= 0 || number.get().compareTo(BigDecimal.ONE) >= 0)) {
            throw new IllegalArgumentException("\"test\" is " + test
                    + "; it must be more than 0 and less than 1 of \"train\", or a file or folder of its own");
        }
        if (text.equals(label)) {
            throw new IllegalArgumentException("\"text\" and \"label\" are the same column, '" + text + "'");
        }
    }

    /** Returns the share of the training texts to test on, unless other texts are named. */
    Optional<BigDecimal> share() {
        return number(test);
    }

    private static Optional<BigDecimal> number(String test) {
        try {
            return Optional.of(new BigDecimal(test));
        } catch (NumberFormatException path) {
            return Optional.empty();
        }
    }
}
