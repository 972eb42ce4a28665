package org.bakeoff.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.bakeoff.experiment.TableFile.InvalidTableException;
import org.bakeoff.experiment.TableFile.Row;

/**
 * Finds rows that quotation marks have joined where they are a part of the texts, as in files that Python writes with {@code
 * csv.QUOTE_NONE}: a text begins with one, and some rows below another text ends with one. All between would be one text.
 *
 * <p>In such a file every line is a row, whatever the quotation marks. Where they stand around texts, some text of a file has a separator,
 * or lines that make no rows.
 */
final class JoinedRows {

    private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\r\n]");

    private JoinedRows() {}

    /**
     * Refuses such rows.
     *
     * @param table the file and its columns
     * @throws InvalidTableException if there are any
     */
    static void check(TableFile table, char separator) throws InvalidTableException {
        Row first = null;
        int below = 0;
        for (Row row : table.rows()) {
            List<String> lines = Arrays.stream(LINE_BREAK.split(String.join(String.valueOf(separator), row.fields())))
                    .filter(line -> !line.isBlank())
                    .toList();
            for (String line : lines) {
                long separators =
                        line.chars().filter(letter -> letter == separator).count();
                if (separators != table.columns().size() - 1) {
                    return;
                }
            }
            if (first == null && lines.size() > 1) {
                first = row;
                below = lines.size() - 1;
            }
        }
        if (first != null && table.columns().size() > 1) {
            throw InvalidTableException.joined(table.path(), first.line(), below);
        }
    }
}
