package org.bakeoff.dataset.text;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Says what the columns of a file could be, by its first rows; for advice only.
 *
 * @param firstIsData whether the first row looks like the others, not like names
 * @param label the position of the column that has few values; negative if none does
 * @param texts the positions of the columns with words
 * @param longest the position of that with the most words; negative if there is none
 * @param width the number of columns
 * @param columns the columns that were looked for
 */
record ColumnGuess(boolean firstIsData, int label, List<Integer> texts, int longest, int width, Columns columns) {

    /** A name of a column has fewer words. */
    private static final int WORDS = 5;

    /** A text has more words on average. */
    private static final double TEXT = 2.5;

    static ColumnGuess of(List<List<String>> rows, Columns columns) {
        int width = rows.get(0).size();
        List<List<String>> below =
                rows.stream().skip(1).filter(row -> row.size() == width).toList();
        boolean data = IntStream.range(0, width)
                .anyMatch(column -> looksLikeData(rows.get(0).get(column), column, below));
        int label = -1;
        int fewest = Math.max(3, below.size() / 2 + 1);
        for (int column = 0; column < width; column++) {
            int values = distinct(below, column);
            if (values > 1 && values < fewest) {
                fewest = values;
                label = column;
            }
        }
        List<Integer> texts = new ArrayList<>();
        int longest = -1;
        for (int column = 0; column < width; column++) {
            if (column != label && words(below, column) > TEXT) {
                texts.add(column);
                longest = longest < 0 || words(below, column) > words(below, longest) ? column : longest;
            }
        }
        return new ColumnGuess(data, label, texts, longest, width, columns);
    }

    private static boolean looksLikeData(String first, int column, List<List<String>> below) {
        boolean recurs = !first.isBlank()
                && below.stream().anyMatch(row -> row.get(column).equals(first));
        return recurs || first.strip().split("\\s+").length >= WORDS;
    }

    private static int distinct(List<List<String>> rows, int column) {
        Set<String> values = new HashSet<>();
        rows.forEach(row -> values.add(row.get(column)));
        return values.size();
    }

    private static double words(List<List<String>> rows, int column) {
        return rows.stream()
                .mapToInt(row -> row.get(column).strip().split("\\s+").length)
                .average()
                .orElse(0);
    }

    /** Returns names for the columns of a file without a header row, as JSON. */
    String names() {
        int text = texts.isEmpty() ? (label == 0 ? 1 : 0) : longest;
        return IntStream.range(0, width)
                .mapToObj(column -> column == label
                        ? columns.label()
                        : column == text ? columns.text().get(0) : "column" + (column + 1))
                .map(TextSource::json)
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Returns the columns that the texts and the labels could be in, to follow advice; empty if none is likely. */
    String advice(List<String> names) {
        if (texts.isEmpty() || label < 0) {
            return "";
        }
        String text =
                texts.stream().map(column -> TextSource.json(names.get(column))).collect(Collectors.joining(", "));
        return ", perhaps \"text\": " + (texts.size() == 1 ? text : "[" + text + "]") + ", \"label\": "
                + TextSource.json(names.get(label));
    }
}
