package org.bakeoff.dataset.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Draws a share of the rows to test on. What is drawn depends on texts, labels and groups alone: neither on a seed nor on
 * the order of the rows.
 *
 * <p>Rows of one group stay together, or, where no column holds groups, rows of one text. Of every class of n rows,
 * share x n are wanted, rounded to the nearest, but at least one and at most n - 1. The groups are gone through in the order of
 * {@link Hashed}; one is taken if that brings what is taken of the classes nearer to what is wanted of them, by the sum of
 * squared differences, and leaves rows of each class to train on.
 */
final class Share {

    private final List<Row> rows;
    private final boolean grouped;
    private final int[] labels;
    private final int[] all;
    private final int[] wanted;
    private final int[] taken;
    private final int[] counts;

    Share(List<Row> rows, Classes classes, boolean grouped) {
        this.rows = rows;
        this.grouped = grouped;
        this.labels = rows.stream().mapToInt(classes::index).toArray();
        this.all = new int[classes.count()];
        this.wanted = new int[classes.count()];
        this.taken = new int[classes.count()];
        this.counts = new int[classes.count()];
        for (int label : labels) {
            all[label]++;
        }
    }

    /** Which of the rows to test on. */
    boolean[] draw(BigDecimal share) throws BadData {
        for (int label = 0; label < all.length; label++) {
            int nearest = share.multiply(BigDecimal.valueOf(all[label]))
                    .setScale(0, RoundingMode.HALF_UP)
                    .intValueExact();
            wanted[label] = Math.min(Math.max(nearest, 1), all[label] - 1);
        }
        boolean[] drawn = new boolean[rows.size()];
        for (Map.Entry<String, List<Integer>> unit :
                Hashed.sorted(List.copyOf(units().entrySet()), Map.Entry::getKey)) {
            if (take(unit.getValue())) {
                unit.getValue().forEach(row -> drawn[row] = true);
            }
        }
        if (IntStream.of(taken).sum() == 0) {
            String unit = grouped ? "group" : "text";
            throw rows.get(0)
                    .source()
                    .fault(
                            "no share of these texts can be drawn to test on: each " + unit
                                    + " is all that its class has, or more than twice the share. Name a file or folder as \"test\"");
        }
        return drawn;
    }

    private Map<String, List<Integer>> units() {
        Map<String, List<Integer>> units = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            String name = grouped ? rows.get(row).groupOrId() : rows.get(row).text();
            units.computeIfAbsent(name, unit -> new ArrayList<>(1)).add(row);
        }
        return units;
    }

    private boolean take(List<Integer> unit) {
        unit.forEach(row -> counts[labels[row]]++);
        int[] present = unit.stream().mapToInt(row -> labels[row]).distinct().toArray();
        boolean leaves = IntStream.of(present).allMatch(label -> taken[label] + counts[label] < all[label]);
        long gain = IntStream.of(present)
                .mapToLong(label ->
                        square(wanted[label] - taken[label]) - square(wanted[label] - taken[label] - counts[label]))
                .sum();
        for (int label : present) {
            taken[label] += leaves && gain > 0 ? counts[label] : 0;
            counts[label] = 0;
        }
        return leaves && gain > 0;
    }

    private static long square(long difference) {
        return difference * difference;
    }
}
