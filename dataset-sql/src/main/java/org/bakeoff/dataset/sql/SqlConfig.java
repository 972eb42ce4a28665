package org.bakeoff.dataset.sql;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.toolkit.text.Tokenizer;
import org.jspecify.annotations.Nullable;

/**
 * The rows to read, and how to encode their texts.
 *
 * @param query gives the training set, or all examples
 * @param test gives the test set, or is the share of {@code query} to test on, as a decimal number between 0 and 1 such as "0.2"
 * @param url the JDBC URL of the database; {@code ${NAME}} stands for an environment variable
 * @param user {@code ${NAME}}, the environment variable that holds the user's name, or null
 * @param password {@code ${NAME}}, the environment variable that holds the password, or null
 * @param driver the jar of the database's driver, in the folder that {@code BAKEOFF_DRIVERS} names; null where it is on the class
 *     path
 * @param folder what file names in DuckDB's queries are relative to
 * @param text the column of the texts
 * @param label the column of the classes' names
 * @param id the column of the examples' ids; null: the number of the row
 * @param group the column of the groups; null: only equal texts form a group
 * @param tokenizer what the tokens of a text are
 * @param ngram the number of characters of an n-gram
 * @param vocabulary the number of token ids, the four special ones included
 * @param length the largest number of token ids of a text
 * @param fold the fold of the rows to test on; null: {@code test} says what to test on
 */
public record SqlConfig(
        @ConfigProperty(
                value =
                        "SQL that gives the texts to train on, a row each, such as SELECT text, label FROM 'reviews/*.parquet'",
                required = true)
        String query,

        @ConfigProperty(
                value = "SQL that gives the texts to test on; or a share of the rows, such as 0.2",
                min = 0,
                max = 1,
                number = true)
        String test,

        @ConfigProperty(value = "JDBC URL of the database; ${NAME} stands for an environment variable", path = true)
        String url,

        @ConfigProperty(value = "environment variable with the user's name, as ${NAME}", secret = true) @Nullable
        String user,

        @ConfigProperty(value = "environment variable with the password, as ${NAME}", secret = true) @Nullable
        String password,

        @ConfigProperty(
                value =
                        "jar of the JDBC driver, for another database than DuckDB; must be in the folder that the environment variable BAKEOFF_DRIVERS names",
                path = true)
        @Nullable
        String driver,

        @ConfigProperty(value = "folder that file names in DuckDB's SQL are relative to", path = true)
        String folder,

        @ConfigProperty("column of the texts") String text,
        @ConfigProperty("column of the classes' names") String label,

        @ConfigProperty("column of names for the examples, each another") @Nullable
        String id,

        @ConfigProperty("column of what makes texts alike beyond chance, such as their author") @Nullable
        String group,

        @ConfigProperty("what a token is: a word of any language, a character, or a run of characters within a word")
        Tokenizer.Kind tokenizer,

        @ConfigProperty(value = "characters of a run, for the tokenizer character-ngrams", min = 1, max = 20)
        int ngram,

        @ConfigProperty(value = "number of token ids, the four special ones included", min = 5)
        int vocabulary,

        @ConfigProperty(value = "token ids of a text at most; the last ones are kept", min = 1, max = 10_000_000)
        int length,

        @ConfigProperty("cross-validation: cuts the rows into parts, of which one is the test set, in place of test")
        @Nullable
        Fold fold) {

    /** The test set of a configuration that names none. */
    static final String SHARE = "0.2";

    /** The embedded DuckDB, which reads files. */
    static final String DUCKDB = "jdbc:duckdb:";

    private static final int DIGITS = 100;

    private static final int LONGEST_NUMBER = 1_000;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");
    private static final Pattern SECRET = Pattern.compile("(?i)//[^/?#@$]*:(?!\\$\\{|\\*\\*\\*@)[^/?#@]*@"
            + "|(?<![\\w.-])[\\w.-]*(password|passwd|passphrase|pwd)\\s*=(?!\\$\\{|\\*\\*\\*([?&;#:,)}]|$))");

    /**
     * Checks rules that no range says.
     *
     * @throws IllegalArgumentException if the test set is a number that is no share or has over 100 digits, or stands beside a fold, one column is both text and label, the URL is
     *     none of JDBC or holds a password, or user or password names no variable
     */
    public SqlConfig {
        Optional<BigDecimal> number = number(test);
        if (number.isPresent() && Math.abs((long) number.get().scale()) > DIGITS) {
            throw new IllegalArgumentException("\"test\" is " + test + "; a share has at most " + DIGITS + " digits");
        }
        if (number.isPresent() && (number.get().signum() <= 0 || number.get().compareTo(BigDecimal.ONE) >= 0)) {
            throw new IllegalArgumentException("\"test\" is " + test
                    + "; it must be more than 0 and less than 1 of the rows, or a query of its own");
        }
        if (fold != null && !test.equals(SHARE)) {
            throw new IllegalArgumentException(
                    "a fold is a part of the rows of \"query\"; leave \"test\" out, and have \"query\" give its rows,"
                            + " too, if they are to be among the parts");
        }
        if (text.equalsIgnoreCase(label)) {
            throw new IllegalArgumentException("\"text\" and \"label\" are the same column, '" + text + "'");
        }
        if (!url.startsWith("jdbc:") && !url.startsWith("${")) {
            throw new IllegalArgumentException(
                    "\"url\" must begin with jdbc:, such as jdbc:postgresql://localhost/reviews");
        }
        if (SECRET.matcher(url).find()) {
            throw new IllegalArgumentException("\"url\" holds a password, which would be written to every run; put it"
                    + " into an environment variable, and give \"password\": \"${NAME}\"");
        }
        checkVariable("user", user);
        checkVariable("password", password);
    }

    private static void checkVariable(String key, @Nullable String value) {
        if (value != null && !VARIABLE.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + key + "\" must name an environment variable, as ${NAME}; what a"
                    + " database is reached with doesn't belong in a spec");
        }
    }

    boolean isDuckDb() {
        return url.startsWith(DUCKDB);
    }

    /** Returns the share of the rows to test on, unless another query gives them. */
    Optional<BigDecimal> share() {
        return number(test);
    }

    private static Optional<BigDecimal> number(String test) {
        try {
            // Whatever is longer is a query, and would take the square of its length to read as a number.
            return test.length() > LONGEST_NUMBER ? Optional.empty() : Optional.of(new BigDecimal(test));
        } catch (NumberFormatException query) {
            return Optional.empty();
        }
    }
}
