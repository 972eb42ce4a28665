package org.bakeoff.experiment;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Holds what else a file of predictions has.
 *
 * @param others whether it has columns besides an id and another one
 * @param classes whether one of those holds names of classes, and others than the labels: perhaps it is what was predicted
 * @param otherTexts whether its texts are those of other test examples than its ids
 * @param truth the labels that stand beside predicted ones, for each way to read them all; none where there are no such labels
 */
record Beside(boolean others, boolean classes, boolean otherTexts, Collection<int[]> truth) {

    /** From this share on, labels or texts beside the predictions that aren't the test examples' own are those of others. */
    static final double MANY_OTHERS = 0.1;

    /**
     * Returns whether some column but that of the labels holds names of classes, and others than these.
     *
     * @param known the names of columns that aren't looked at
     */
    static boolean hasOtherClasses(TableFile table, int label, ClassNames classes, List<String> known) {
        Set<String> names = new HashSet<>(classes.names());
        return label >= 0
                && IntStream.range(0, table.columns().size())
                        .filter(column -> column != label
                                && known.stream().noneMatch(table.columns().get(column)::equalsIgnoreCase))
                        .anyMatch(column -> table.rows().stream().allMatch(row -> names.contains(row.stripped(column)))
                                && table.rows().stream()
                                        .anyMatch(row -> !row.stripped(column).equals(row.stripped(label))));
    }

    /**
     * Returns whether many texts of a file are those of other test examples, as where the ids are numbers of rows that were shuffled. A
     * text that no test example has may be the example's own, which was changed for a model.
     *
     * @param rows the row of every test example; -1 for none
     * @param texts the texts of the test examples
     */
    static boolean hasOtherTexts(TableFile table, int[] rows, List<String> texts) {
        int column = table.column("text");
        if (column < 0) {
            return false;
        }
        Set<String> differing = new HashSet<>();
        Iterator<String> own = texts.iterator();
        for (int row : rows) {
            String text = TableFile.stripped(own.next());
            String beside = row < 0 ? text : table.rows().get(row).stripped(column);
            if (!beside.isEmpty() && !beside.equals(text)) {
                differing.add(beside);
            }
        }
        long found = differing.isEmpty()
                ? 0
                : texts.stream()
                        .filter(text -> differing.contains(TableFile.stripped(text)))
                        .count();
        return found > MANY_OTHERS * rows.length;
    }
}
