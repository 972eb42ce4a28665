package org.bakeoff.api;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds what an {@link Evaluator} found. Each kind has one way to be shown in the terminal, in comparison.json and in
 * the report, whichever evaluator it comes from. Findings are immutable.
 */
public sealed interface Finding permits Metric, Finding.Slices, Finding.Curve, Finding.Table, Finding.Cases {

    /**
     * Returns the name in comparison.json, unique among all findings of a comparison: ASCII letters and digits,
     * starting with a small letter.
     */
    String name();

    /** Returns the heading, one line. */
    String title();

    /**
     * Subsets of the test set to evaluate separately. The runner measures the primary metric in each, with intervals,
     * and tests whether the difference between two models is another one inside the subset than outside.
     *
     * @param note says how the subsets were made; may be empty
     * @param slices the subsets; they may overlap, and need not cover the test set
     */
    record Slices(String name, String title, String note, List<Slice> slices) implements Finding {

        /** Copies the list. */
        public Slices {
            slices = List.copyOf(slices);
        }

        /**
         * One subset of the test set.
         *
         * @param name what the examples have in common, such as "over 500 words"
         * @param examples the positions of its examples in {@link Comparison#examples()}, ascending and distinct; they are
         *     not copied and must not change
         */
        @SuppressWarnings("ArrayRecordComponent")
        public record Slice(String name, int[] examples) {

            @Override
            public String toString() {
                return name + " " + Arrays.toString(examples);
            }
        }
    }

    /**
     * A line chart.
     *
     * @param note says in sentences what is drawn, what the bands mean and how to read them; may be empty
     * @param x the horizontal axis
     * @param y the vertical axis
     * @param diagonal whether to draw a reference line from (0, 0) to (1, 1)
     * @param lines the lines; may be empty
     */
    record Curve(String name, String title, String note, Axis x, Axis y, boolean diagonal, List<Line> lines)
            implements Finding {

        /** Copies the list. */
        public Curve {
            lines = List.copyOf(lines);
        }

        /**
         * An axis.
         *
         * @param title what it shows, with its unit
         * @param logarithmic whether its scale is logarithmic; all values must be positive then
         * @param input for x, where the curve shows how models gain from what they are given, as shares of one: what that is, with
         *     {@code {}} for the value, such as "the last {} tokens". The answer "why" names the step at which the best model gains
         *     most
         */
        public record Axis(String title, boolean logarithmic, Optional<String> input) {

            /** Makes an axis of anything else. */
            public Axis(String title, boolean logarithmic) {
                this(title, logarithmic, Optional.empty());
            }
        }

        /**
         * A line.
         *
         * @param model the name of the model it belongs to
         * @param variant distinguishes it from other lines of the model, such as "untrained"; empty for the main one
         * @param points its points, by ascending x
         */
        public record Line(String model, String variant, List<Point> points) {

            /** Copies the list. */
            public Line {
                points = List.copyOf(points);
            }
        }

        /**
         * A point and the band around it.
         *
         * @param x the position on the horizontal axis, finite
         * @param y the position on the vertical axis
         * @param low the lower end of the band; NaN where there is no band
         * @param high the upper end of the band; NaN where there is no band
         */
        public record Point(double x, double y, double low, double high) {

            /** Makes a point without a band. */
            public Point(double x, double y) {
                this(x, y, Double.NaN, Double.NaN);
            }
        }
    }

    /**
     * A table of texts and numbers.
     *
     * @param note says in sentences how the numbers were computed and how to read them; may be empty
     * @param columns the headings
     * @param rows one cell for each column: a {@link String}, a {@link Long} or a {@link Double}. A double that is not
     *     finite is shown as "none"
     * @param shaded the positions of the columns, counted from 0, whose numbers the report shades by their share of the row's
     *     sum, as those of a confusion matrix; rows with the same text in the first column then form a table of their own
     */
    record Table(
            String name, String title, String note, List<String> columns, List<List<Object>> rows, List<Integer> shaded)
            implements Finding {

        /** Makes a table without shades. */
        public Table(String name, String title, String note, List<String> columns, List<List<Object>> rows) {
            this(name, title, note, columns, rows, List.of());
        }

        /**
         * Copies the lists.
         *
         * @throws IllegalArgumentException if a row does not have one cell for each column, or a column to shade is not there
         */
        public Table {
            columns = List.copyOf(columns);
            shaded = List.copyOf(shaded);
            for (int column : shaded) {
                if (column < 0 || column >= columns.size()) {
                    throw new IllegalArgumentException("there is no column " + column + " to shade: " + columns);
                }
            }
            rows = rows.stream().map(List::copyOf).toList();
            for (List<Object> row : rows) {
                if (row.size() != columns.size()) {
                    throw new IllegalArgumentException(
                            "a row of " + row.size() + " cells under " + columns.size() + " columns: " + row);
                }
            }
        }
    }

    /**
     * Test examples to read, in one or more groups.
     *
     * @param note says in sentences how the examples were grouped and chosen; may be empty
     * @param groups the groups in the order of their importance, with distinct titles: the report opens the first one
     *     that lists examples, and the terminal quotes the first two
     */
    record Cases(String name, String title, String note, List<Group> groups) implements Finding {

        /**
         * Copies the list.
         *
         * @throws IllegalArgumentException if there is no group, or two have the same title
         */
        public Cases {
            groups = List.copyOf(groups);
            if (groups.isEmpty()) {
                throw new IllegalArgumentException("at least one group is needed");
            }
            if (new HashSet<>(groups.stream().map(Group::title).toList()).size() < groups.size()) {
                throw new IllegalArgumentException("two groups have the same title: " + groups);
            }
        }

        /**
         * Makes a single group, under the same title.
         *
         * @param total see {@link Group#total()}
         * @param cases see {@link Group#cases()}
         */
        public Cases(String name, String title, int total, List<Case> cases) {
            this(name, title, "", List.of(new Group(title, total, cases)));
        }

        /**
         * Examples that have something in common.
         *
         * @param title what they have in common, such as "both models correct"
         * @param total how many test examples are in the group; usually more than are listed
         * @param cases the examples that are listed, in the order to show them
         */
        public record Group(String title, int total, List<Case> cases) {

            /**
             * Copies the list.
             *
             * @throws IllegalArgumentException if more examples are listed than there are
             */
            public Group {
                cases = List.copyOf(cases);
                if (cases.size() > total) {
                    throw new IllegalArgumentException(
                            cases.size() + " examples are listed of " + total + " in the group '" + title + "'");
                }
            }
        }

        /**
         * One example and what the models predict for it.
         *
         * @param id the example's id
         * @param label the name of its class
         * @param chosen why it is listed, such as "at random"
         * @param text its text
         * @param tokens the words of the dataset's token ids, one for each; unknown words are marked
         * @param predictions one for each model, in the order of the spec
         */
        public record Case(
                String id,
                String label,
                String chosen,
                String text,
                List<String> tokens,
                List<Prediction> predictions) {

            /** Copies the lists. */
            public Case {
                tokens = List.copyOf(tokens);
                predictions = List.copyOf(predictions);
            }
        }

        /**
         * Holds what one model predicts for an example.
         *
         * @param model the name of the model
         * @param timesRight the number of seeds with which the model is right
         * @param seeds the number of seeds
         * @param probability the probability of the example's own class, as a mean over seeds
         * @param attribution what each token contributes; null where it was not computed
         */
        public record Prediction(
                String model,
                int timesRight,
                int seeds,
                double probability,
                @Nullable Attribution attribution) {}

        /**
         * Holds what each token contributes to one logit of one trained model.
         *
         * @param seed the seed of that model
         * @param scores one for each token, in units of the logit; positive where the token speaks for the example's own class
         * @param gap how far the sum of the scores is from the change of the logit that it should explain, see
         *     {@link TrainedModel.IntegratedGradients}
         * @param tokens the tokens of a model with an encoding of its own; empty where they are those of the case
         */
        public record Attribution(long seed, List<Double> scores, double gap, Optional<List<String>> tokens) {

            /** Copies the list. */
            public Attribution {
                scores = List.copyOf(scores);
                tokens = tokens.map(List::copyOf);
            }

            /** Attributes to the tokens of the case. */
            public Attribution(long seed, List<Double> scores, double gap) {
                this(seed, scores, gap, Optional.empty());
            }
        }
    }
}
