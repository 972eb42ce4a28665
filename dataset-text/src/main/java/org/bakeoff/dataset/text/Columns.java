package org.bakeoff.dataset.text;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;
import org.jspecify.annotations.Nullable;

/**
 * The names of the columns that are read.
 *
 * @param text the columns of the texts
 * @param label the column of the classes' names
 * @param id the column of the ids, or null
 * @param group the column of the groups, or null
 */
record Columns(
        List<String> text,
        String label,
        @Nullable String id,
        @Nullable String group) {

    private static final int SHOWN = 20;

    static Columns of(TextConfig config) {
        return new Columns(config.text(), config.label(), config.id(), config.group());
    }

    /** Returns the names of all columns that are read. */
    List<String> all() {
        return Stream.concat(text.stream(), Stream.of(label, id, group).filter(name -> name != null))
                .toList();
    }

    /** Says that a place lacks a column, which columns it has, and which key names the column. */
    String missing(String place, String column, List<String> there) {
        String what = place + " has no " + TextSource.quoted(column) + "; " + there("it has", there, column);
        return near(column, there).isPresent() ? what : what + ". Name the right one as \"" + key(column) + "\"";
    }

    /** Says what there is, and what may have been meant by a name that isn't among it. */
    static String there(String subject, List<String> there, String name) {
        String names = there.stream().limit(SHOWN).map(TextSource::quoted).collect(Collectors.joining(", "));
        return subject + " " + (there.size() == 1 ? "only " : there.isEmpty() ? "nothing" : "") + names
                + (there.size() > SHOWN ? " and others" : "")
                + near(name, there)
                        .map(other -> "; did you mean " + TextSource.quoted(other) + "?")
                        .orElse("");
    }

    /** Returns the key of the configuration that names a column. */
    String key(String column) {
        return text.contains(column) ? "text" : column.equals(label) ? "label" : column.equals(id) ? "id" : "group";
    }

    static Optional<String> near(String column, List<String> there) {
        String small = column.toLowerCase(Locale.ROOT);
        LevenshteinDistance distance =
                new LevenshteinDistance(small.length() < 4 ? 1 : Math.max(2, small.length() / 3));
        Comparator<String> nearest = Comparator.comparing(
                other -> distance.apply(small, other.strip().toLowerCase(Locale.ROOT)));
        return there.stream()
                .filter(other -> distance.apply(small, other.strip().toLowerCase(Locale.ROOT)) >= 0)
                .min(nearest);
    }
}
