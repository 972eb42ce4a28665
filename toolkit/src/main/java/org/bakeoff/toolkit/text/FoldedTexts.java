package org.bakeoff.toolkit.text;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.Dataset.Fold;

/**
 * The texts of a fold, see {@link Fold}. Texts of one group stay together or, without groups, equal texts. The cut depends on
 * texts, labels, groups and the repeat alone: neither on a seed nor on the order of the texts.
 *
 * <p>The largest groups come first, those of 2^n to 2^(n+1) - 1 texts in an order that another repeat changes, and one after the other is put into the part that has the least of its classes so far, or
 * then the fewest texts: the idea of scikit-learn's {@code StratifiedGroupKFold}. Without groups and equal texts, neither the parts'
 * sizes nor their numbers of texts of a class differ by more than one.
 *
 * @param train the texts to train on, in their order
 * @param test the texts to test on, in their order
 * @param notes what a user should know of the cut, see {@link org.bakeoff.api.DataSplits#notes()}
 */
public record FoldedTexts<T extends LabelledText>(List<T> train, List<T> test, List<String> notes) {

    /**
     * Cuts texts.
     *
     * @param grouped whether the texts of a group stay together; otherwise equal texts do
     * @throws IOException if there are fewer than two classes, fewer groups or different texts than folds, or a class would have
     *     no text to train on; the message is for the user
     */
    public static <T extends LabelledText> FoldedTexts<T> of(List<T> texts, Fold fold, boolean grouped)
            throws IOException {
        ClassLabels classes = ClassLabels.of(texts);
        Parts parts = new Parts(texts, classes, fold, grouped);
        boolean[] tested = parts.fold(fold.number());
        return new FoldedTexts<>(new Part<>(texts, tested, false), new Part<>(texts, tested, true), parts.notes());
    }

    /** Puts every text into a part. */
    private static final class Parts {

        private final int[] labels;
        private final ClassLabels classes;
        private final byte[] partOf;
        private final int[] sizes;
        /** The number of texts of each class in each part. */
        private final int[][] texts;

        private final int[] all;
        private final int[] counts;

        Parts(List<? extends LabelledText> from, ClassLabels classes, Fold fold, boolean grouped) throws IOException {
            this.classes = classes;
            this.labels = from.stream().mapToInt(classes::index).toArray();
            this.partOf = new byte[labels.length];
            this.sizes = new int[fold.of()];
            this.texts = new int[fold.of()][classes.count()];
            this.all = new int[classes.count()];
            this.counts = new int[classes.count()];
            for (int label : labels) {
                all[label]++;
            }
            TextUnits found = new TextUnits(from, grouped, fold.repeat() + " ");
            String unit = grouped ? "groups" : "different texts";
            if (found.count() < fold.of()) {
                throw from.get(0)
                        .sourceFault("these " + found.count() + " " + unit + " are too few for " + fold.of()
                                + " folds. Ask for at most " + found.count() + " folds");
            }
            found.numbers()
                    .filter(number -> found.unit(number).length > 1)
                    .boxed()
                    .sorted(Comparator.comparingInt(
                            (Integer number) -> Integer.numberOfLeadingZeros(found.unit(number).length)))
                    .forEach(number -> put(found.unit(number)));
            // Millions of single texts take a number each, no object.
            found.numbers()
                    .filter(number -> found.unit(number).length == 1)
                    .mapToLong(number -> (long) labels[found.unit(number)[0]] << Integer.SIZE | number)
                    .sorted()
                    .forEach(single -> put(found.unit((int) single)));
            for (int label = 0; label < all.length; label++) {
                if (most(label) == all[label]) {
                    throw from.get(0)
                            .sourceFault("the class "
                                    + LabelledText.quoted(classes.names().get(label))
                                    + " has so few " + unit + " that one of " + fold.of()
                                    + " folds has no text of it to train on. Leave the class out, or merge it with another by"
                                    + " giving it the same label");
                }
            }
        }

        /** Counts texts by class, and returns the classes that they have, ascending. */
        private int[] count(int[] positions) {
            for (int position : positions) {
                counts[labels[position]]++;
            }
            return IntStream.of(positions)
                    .map(position -> labels[position])
                    .distinct()
                    .sorted()
                    .toArray();
        }

        private void clear(int[] present) {
            for (int label : present) {
                counts[label] = 0;
            }
        }

        /** Puts a unit into the part where the sum of the squared shares of its classes grows least. */
        private void put(int[] positions) {
            int[] present = count(positions);
            int best = 0;
            double least = Double.POSITIVE_INFINITY;
            for (int part = 0; part < sizes.length; part++) {
                double growth = 0;
                for (int label : present) {
                    growth += (double) counts[label] * texts[part][label] / all[label] / all[label];
                }
                if (growth < least || (growth == least && sizes[part] < sizes[best])) {
                    best = part;
                    least = growth;
                }
            }
            for (int label : present) {
                texts[best][label] += counts[label];
            }
            sizes[best] += positions.length;
            for (int position : positions) {
                partOf[position] = (byte) best;
            }
            clear(present);
        }

        private int most(int label) {
            return IntStream.range(0, texts.length)
                    .map(part -> texts[part][label])
                    .max()
                    .orElseThrow();
        }

        boolean[] fold(int number) {
            boolean[] tested = new boolean[partOf.length];
            for (int position = 0; position < tested.length; position++) {
                tested[position] = partOf[position] == number - 1;
            }
            return tested;
        }

        /** Names the classes that parts are without. */
        List<String> notes() {
            List<String> notes = new ArrayList<>();
            for (int label = 0; label < all.length; label++) {
                int index = label;
                long without = IntStream.range(0, texts.length)
                        .filter(part -> texts[part][index] == 0)
                        .count();
                if (without > 0) {
                    notes.add(without + " of " + texts.length + " folds have no text of the class "
                            + LabelledText.quoted(classes.names().get(label)) + " to test on");
                }
            }
            return notes;
        }
    }
}
