package org.bakeoff.data;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds texts whose lines look like rows of a file, with the name of a class between separators: where quotation marks are a part of
 * the texts, one that begins a text and one that ends another make a single text of all rows between.
 *
 * @param texts how many texts look so
 * @param first the id of the first of them; empty if there is none
 */
public record RowLikeTexts(long texts, Optional<String> first) {

    /** What no sentence has between words. */
    private static final String TAB = "\t";

    private static final List<String> SEPARATORS = List.of(TAB, ",", ";", "|");

    /** So many stand around a name of a class at most. */
    private static final int BLANKS = 20;

    /** No table of texts has more columns; a long sequence of numbers has, each of which may be the name of a class. */
    private static final int MOST_COLUMNS = 1 << 14;

    /** The place of a name of a class in a line: behind how many separators, and of how many there are. */
    private record Place(int column, int columns) {}

    /** How many lines of a text have the name of a class at one place, and one of these names. */
    private record Rows(int count, String name) {}

    /** How much of a text looks like rows: a pair of lines of which one has the name of a class may be a list in a sentence. */
    private enum Likeness {
        NONE,
        PAIR,
        PAIR_OF_OTHER_CLASS,
        ROWS
    }

    /** Looks at the texts of all examples. */
    public static RowLikeTexts of(List<String> classes, List<ExampleTable> sets) {
        List<String> names = classes.stream().map(RowLikeTexts::plain).toList();
        Set<String> labels = new HashSet<>(names);
        int longest = labels.stream().mapToInt(String::length).max().orElse(0) + BLANKS;
        Map<Likeness, Long> found = new EnumMap<>(Likeness.class);
        Map<Likeness, String> first = new EnumMap<>(Likeness.class);
        for (ExampleTable set : sets) {
            Iterator<String> ids = set.ids().iterator();
            int example = 0;
            for (String text : set.texts()) {
                String id = ids.next();
                List<String> lines = lines(text);
                if (lines.size() > 1) {
                    Likeness likeness = likeness(lines, labels, longest, names.get(set.label(example)));
                    found.merge(likeness, 1L, Long::sum);
                    first.putIfAbsent(likeness, id);
                }
                example++;
            }
        }
        long rows = found.getOrDefault(Likeness.ROWS, 0L);
        long others = found.getOrDefault(Likeness.PAIR_OF_OTHER_CLASS, 0L);
        long pairs = others + found.getOrDefault(Likeness.PAIR, 0L);
        // Where rows are joined, all texts of several lines are such; in sentences few are, and leads to the class name
        // the text's own.
        boolean joined = others > 0 && pairs > 1 && rows + pairs >= found.getOrDefault(Likeness.NONE, 0L);
        return new RowLikeTexts(
                joined ? rows + pairs : rows,
                Optional.ofNullable(first.get(Likeness.ROWS))
                        .or(() -> Optional.ofNullable(joined ? first.get(Likeness.PAIR_OF_OTHER_CLASS) : null)));
    }

    private static List<String> lines(String text) {
        return text.indexOf('\n') < 0 && text.indexOf('\r') < 0
                ? List.of()
                : text.lines().filter(line -> !line.isBlank()).toList();
    }

    private static Likeness likeness(List<String> lines, Set<String> labels, int longest, String own) {
        Likeness likeness = Likeness.NONE;
        for (String separator : SEPARATORS) {
            Rows rows = rows(lines, separator, labels, longest);
            // Of the first and the last line the text was read otherwise.
            if (2 * rows.count() >= lines.size()) {
                if (rows.count() > 1 || separator.equals(TAB)) {
                    return Likeness.ROWS;
                }
                likeness = rows.name().equals(own) ? Likeness.PAIR : Likeness.PAIR_OF_OTHER_CLASS;
            }
        }
        return likeness;
    }

    /**
     * Returns how many lines have as many separators, and the name of a class at the same place. The first line lacks what stands in front
     * of the text, and begins with it; the last one lacks what stands behind, and ends with it.
     */
    private static Rows rows(List<String> lines, String separator, Set<String> labels, int longest) {
        char one = separator.charAt(0);
        int columns = 1
                + (int) lines.stream()
                        .mapToLong(line ->
                                line.chars().filter(letter -> letter == one).count())
                        .max()
                        .orElse(0);
        Map<Place, Rows> places = new HashMap<>();
        for (int line = 0; columns > 1 && columns <= MOST_COLUMNS && line < lines.size(); line++) {
            // Of one character; a bar is more than that in a pattern.
            String[] fields = lines.get(line).split(separator.equals("|") ? "\\|" : separator, -1);
            boolean isFirst = line == 0;
            boolean isLast = line == lines.size() - 1;
            int missing = isFirst ? columns - fields.length : 0;
            for (int column = isFirst ? 1 : 0; column < fields.length - (isLast ? 1 : 0); column++) {
                if (fields[column].length() <= longest && labels.contains(plain(fields[column]))) {
                    places.merge(
                            new Place(column + missing, isFirst || isLast ? columns : fields.length),
                            new Rows(1, plain(fields[column])),
                            (known, another) -> new Rows(known.count() + another.count(), known.name()));
                }
            }
        }
        return places.values().stream()
                .max(Comparator.comparingInt(Rows::count))
                .orElse(new Rows(0, ""));
    }

    /** Returns a name of a class as other readers may write it. */
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
