package org.bakeoff.data;

import java.util.Collection;
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

    /** The place of a name of a class in a line: behind how many separators, and of how many there are. */
    private record Place(int column, int columns) {}

    /** Looks at the texts of all examples. */
    public static RowLikeTexts of(Collection<String> classes, List<ExampleTable> sets) {
        Set<String> labels = new HashSet<>();
        classes.forEach(name -> labels.add(plain(name)));
        int longest = labels.stream().mapToInt(String::length).max().orElse(0) + BLANKS;
        long found = 0;
        Optional<String> first = Optional.empty();
        for (ExampleTable set : sets) {
            Iterator<String> ids = set.ids().iterator();
            for (String text : set.texts()) {
                String id = ids.next();
                if (looksSo(text, labels, longest)) {
                    found++;
                    first = first.isEmpty() ? Optional.of(id) : first;
                }
            }
        }
        return new RowLikeTexts(found, first);
    }

    private static boolean looksSo(String text, Set<String> labels, int longest) {
        if (text.indexOf('\n') < 0 && text.indexOf('\r') < 0) {
            return false;
        }
        List<String> lines = text.lines().filter(line -> !line.isBlank()).toList();
        return SEPARATORS.stream().anyMatch(separator -> {
            int rows = lines.size() < 2 ? 0 : rows(lines, separator, labels, longest);
            // Of the first and the last line the text was read otherwise. A list in a sentence may have such a name
            // once.
            return 2 * rows >= lines.size() && rows >= (separator.equals(TAB) ? 1 : 2);
        });
    }

    /** Returns how many lines have as many separators, and the name of a class at the same place. */
    private static int rows(List<String> lines, String separator, Set<String> labels, int longest) {
        Map<Place, Integer> places = new HashMap<>();
        for (String line : lines) {
            if (line.contains(separator)) {
                // Of one character; a bar is more than that in a pattern.
                String[] fields = line.split(separator.equals("|") ? "\\|" : separator, -1);
                for (int column = 0; column < fields.length; column++) {
                    if (fields[column].length() <= longest && labels.contains(plain(fields[column]))) {
                        places.merge(new Place(column, fields.length), 1, Integer::sum);
                    }
                }
            }
        }
        return places.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Returns a name of a class as other readers may write it. */
    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
