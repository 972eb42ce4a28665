package org.bakeoff.toolkit.text;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws a share of the texts as the test set. The draw depends on texts, labels and groups alone: neither on a seed nor on their
 * order.
 *
 * <p>Texts of one group stay together or, without groups, equal texts. Of every class of n texts, share x n are wanted,
 * rounded to the nearest, but at least one and at most n - 1. Two passes visit the groups in the order of {@link TextUnits}.
 * A group is taken if that leaves texts of each of its classes to train on and brings the classes nearer to the wanted
 * numbers, by the sum of squared differences; in the first pass only if no class then exceeds its wanted number.
 */
final class TestSetSampler {

    private final List<? extends LabelledText> texts;
    private final boolean grouped;
    private final int[] labels;
    private final int[] all;
    private final int[] wanted;
    private final int[] taken;
    private final int[] counts;

    TestSetSampler(List<? extends LabelledText> texts, ClassLabels classes, boolean grouped) {
        this.texts = texts;
        this.grouped = grouped;
        this.labels = texts.stream().mapToInt(classes::index).toArray();
        this.all = new int[classes.count()];
        this.wanted = new int[classes.count()];
        this.taken = new int[classes.count()];
        this.counts = new int[classes.count()];
        for (int label : labels) {
            all[label]++;
        }
    }

    boolean[] draw(BigDecimal share) throws IOException {
        for (int label = 0; label < all.length; label++) {
            int nearest = share.multiply(BigDecimal.valueOf(all[label]))
                    .setScale(0, RoundingMode.HALF_UP)
                    .intValueExact();
            wanted[label] = Math.min(Math.max(nearest, 1), all[label] - 1);
        }
        boolean[] drawn = new boolean[texts.size()];
        TextUnits units = new TextUnits(texts, grouped, "");
        for (boolean beyond : new boolean[] {false, true}) {
            units.numbers().mapToObj(units::unit).forEach(unit -> {
                if (!drawn[unit[0]] && take(unit, beyond)) {
                    for (int position : unit) {
                        drawn[position] = true;
                    }
                }
            });
        }
        if (IntStream.of(taken).sum() == 0) {
            String unit = grouped ? "group" : "text";
            throw texts.get(0)
                    .sourceFault(
                            "no share of these texts can be drawn to test on: there are " + all.length + " labels for "
                                    + texts.size() + " texts, and each " + unit
                                    + " is all that its class has, or more than twice the share. Name another column as \"label\", or a"
                                    + " file or folder as \"test\"");
        }
        return drawn;
    }

    /** Takes a group if that is an improvement; {@code beyond} allows more of a class than is wanted. */
    private boolean take(int[] unit, boolean beyond) {
        IntStream.of(unit).forEach(position -> counts[labels[position]]++);
        int[] present =
                IntStream.of(unit).map(position -> labels[position]).distinct().toArray();
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
