package org.bakeoff.statistics;

import java.util.List;
import java.util.OptionalInt;
import org.bakeoff.statistics.ComparisonInput.DataCount;

/**
 * Describes the data of an experiment before anything is trained.
 *
 * @param name the experiment
 * @param plugin the dataset plugin
 * @param classes the names of the classes
 * @param lengths the lengths that examples may have
 * @param notes what was assumed in reading the data
 * @param sets the training, the validation and the test set, as far as they have examples
 * @param checks what could mislead
 */
public record DataSummary(
        String name,
        String plugin,
        List<String> classes,
        Lengths lengths,
        List<String> notes,
        List<ExampleSet> sets,
        Checks checks) {

    /** The percentiles of lengths that are given; the last is the longest. */
    public static final List<Integer> PERCENTILES = List.of(5, 25, 50, 75, 95, 99, 100);

    /** Copies the lists. */
    public DataSummary {
        classes = List.copyOf(classes);
        notes = List.copyOf(notes);
        sets = List.copyOf(sets);
    }

    /**
     * The lengths that examples may have.
     *
     * @param most the largest number of tokens of an example
     * @param suggested the smallest round number that holds 95% of the training texts whole; empty where the dataset doesn't say how
     *     long texts were before truncation
     */
    public record Lengths(int most, OptionalInt suggested) {}

    /**
     * Says what could mislead.
     *
     * @param counts what was counted
     * @param warnings what could be a mistake
     */
    public record Checks(List<DataCount> counts, List<Warning> warnings) {

        /** Copies the lists. */
        public Checks {
            counts = List.copyOf(counts);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * A set of examples.
     *
     * @param name training, validation or test
     * @param groups the number of groups
     * @param classSizes the number of examples of each class
     * @param lengths how long its texts are
     * @param words its words that models see
     * @param shown an example of each class that the set has
     */
    public record ExampleSet(
            String name, long groups, List<Long> classSizes, TextLengths lengths, Words words, List<Shown> shown) {

        /** Copies the lists. */
        public ExampleSet {
            classSizes = List.copyOf(classSizes);
            shown = List.copyOf(shown);
        }

        /** Returns the number of examples. */
        public long examples() {
            return classSizes.stream().mapToLong(size -> size).sum();
        }
    }

    /**
     * Says how long the texts of a set are.
     *
     * @param percentiles the {@link #PERCENTILES} of the number of tokens, before truncation if the dataset says it
     * @param truncated how many examples were truncated, or fill the whole length where the dataset doesn't say it
     */
    public record TextLengths(List<Integer> percentiles, long truncated) {

        /** Copies the list. */
        public TextLengths {
            percentiles = List.copyOf(percentiles);
        }
    }

    /**
     * The words of a set that models see.
     *
     * @param all how many
     * @param unknown how many of them have no token id of their own
     */
    public record Words(long all, long unknown) {}

    /**
     * An example to read.
     *
     * @param id its id
     * @param className its class
     * @param text its text; that of its tokens where it has none
     */
    public record Shown(String id, String className, String text) {}
}
