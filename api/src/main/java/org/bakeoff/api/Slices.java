package org.bakeoff.api;

import java.util.Arrays;
import java.util.List;

/**
 * Parts of the test examples that deserve a look of their own. The runner measures the primary metric in each, with
 * intervals, and whether the difference between two models is another one in the slice than outside of it.
 *
 * @param name see {@link Finding#name()}
 * @param title see {@link Finding#title()}
 * @param note how the parts were cut; may be empty
 * @param slices the parts; they may overlap, and need not cover everything
 */
public record Slices(String name, String title, String note, List<Slice> slices) implements Finding {

    /** Copies the list. */
    public Slices {
        slices = List.copyOf(slices);
    }

    /** One part. */
    public static final class Slice {

        private final String name;
        private final int[] examples;

        /**
         * Names a part.
         *
         * @param name what it is, such as "over 500 words"
         * @param examples the positions of its examples, ascending
         */
        public Slice(String name, int[] examples) {
            this.name = name;
            this.examples = examples.clone();
        }

        /** What it is. */
        public String name() {
            return name;
        }

        /** The positions of its examples; a new array. */
        public int[] examples() {
            return examples.clone();
        }

        @Override
        public String toString() {
            return name + " " + Arrays.toString(examples);
        }
    }
}
