package org.bakeoff.dataset.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.toolkit.text.HashOrder;

/**
 * Draws a share of the rows as the test set. The draw depends on texts, labels and groups alone: neither on a seed nor on the
 * order of the rows.
 *
 * <p>Rows of one group stay together or, without groups, rows of one text. Of every class of n rows, share x n are wanted,
 * rounded to the nearest, but at least one and at most n - 1. Two passes visit the groups in the order of {@link HashOrder}.
 * A group is taken if that leaves rows of each of its classes to train on and brings the classes nearer to the wanted
 * numbers, by the sum of squared differences; in the first pass only if no class then exceeds its wanted number.
 */
final class TestSetSampler {

    private final List<Row> rows;
    private final boolean grouped;
    private final int[] labels;
    private final int[] all;
    private final int[] wanted;
    private final int[] taken;
    private final int[] counts;

    TestSetSampler(List<Row> rows, ClassLabels classes, boolean grouped) {
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

    boolean[] draw(BigDecimal share) throws InvalidDataException {
        for (int label = 0; label < all.length; label++) {
            int nearest = share.multiply(BigDecimal.valueOf(all[label]))
                    .setScale(0, RoundingMode.HALF_UP)
                    .intValueExact();
            wanted[label] = Math.min(Math.max(nearest, 1), all[label] - 1);
        }
        boolean[] drawn = new boolean[rows.size()];
        List<List<Integer>> units = HashOrder.sorted(List.copyOf(units().entrySet()), Map.Entry::getKey).stream()
                .map(Map.Entry::getValue)
                .toList();
        for (boolean beyond : new boolean[] {false, true}) {
            for (List<Integer> unit : units) {
                if (!drawn[unit.get(0)] && take(unit, beyond)) {
                    unit.forEach(row -> drawn[row] = true);
                }
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

    /** Takes a group if that is an improvement; {@code beyond} allows more of a class than is wanted. */
    private boolean take(List<Integer> unit, boolean beyond) {
        unit.forEach(row -> counts[labels[row]]++);
        int[] present = unit.stream().mapToInt(row -> labels[row]).distinct().toArray();
        boolean takes = IntStream.of(present)
                        .allMatch(label -> taken[label] + counts[label] < all[label]
                                && (beyond || taken[label] + counts[label] <= wanted[label]))
                && gain(present) > 0;
        for (int label : present) {
            taken[label] += takes ? counts[label] : 0;
            counts[label] = 0;
        }
        return takes;
    }

    private long gain(int[] present) {
        return IntStream.of(present)
                .mapToLong(label ->
                        square(wanted[label] - taken[label]) - square(wanted[label] - taken[label] - counts[label]))
                .sum();
    }

    private static long square(long difference) {
        return difference * difference;
    }
}
