package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.evaluators.AgreementTable.Cell;

/**
 * Makes an agreement table for every pair of models, or for the 45 pairs that differ most: which examples both, one or none
 * gets right, with some examples of each cell and what their tokens contribute. It also tests how faithful these
 * attributions are.
 */
public final class Disagreements extends NamedEvaluator<Disagreements.Config> {

    /** All pairs of ten models. Nobody reads more, and the report grows with the third power of the number of models. */
    private static final int MOST_PAIRS = 45;

    /** So many tokens and predictions, and characters of texts and tokens, of all examples shown, are what a report has room for. */
    private static final long MOST_VALUES = 900_000;

    private static final long MOST_CHARACTERS = 40_000_000;

    /** So many characters of one text are what a report has room for. */
    private static final int LONGEST_TEXT = 10_000_000;

    /**
     * Configures how much to show.
     *
     * @param examples how many telling, and how many random, examples of each cell
     * @param steps the number of points of the path of integrated gradients
     * @param deletion the size of the sample for the deletion test
     */
    public record Config(
            @ConfigProperty(
                    value =
                            "examples shown in each cell of a pair's agreement table: this many of the most telling and as "
                                    + "many at random; 0: counts only. Time and the size of the report grow with it and with the "
                                    + "number of pairs",
                    min = 0,
                    max = 1000)
            int examples,

            @ConfigProperty(
                    value =
                            "points of the path of integrated gradients: each example shown costs a model this many gradients",
                    min = 1,
                    max = 10_000)
            int steps,

            @ConfigProperty(
                    value =
                            "test examples drawn for the deletion test: each costs a model one gradient and six predictions; "
                                    + "0: only those that are shown",
                    min = 0,
                    max = 1_000_000)
            int deletion) {}

    /** For the service loader. */
    public Disagreements() {
        super(
                "disagreements",
                "which examples both, one or none of two models get right, and which words speak for which class",
                new Config(3, 32, 200));
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        IdentityHashMap<ModelPredictions, double[]> ofLabels = new IdentityHashMap<>();
        int[] labels = comparison.labels();
        ModelPairs all = new ModelPairs(comparison);
        IntFunction<List<AgreementTable>> showing = examples -> all.mostDifferent(MOST_PAIRS).stream()
                .map(pair -> new AgreementTable(
                        comparison,
                        pair,
                        examples,
                        model -> ofLabels.computeIfAbsent(model, one -> ofLabels(one, labels))))
                .toList();
        int examples = config.examples();
        List<AgreementTable> pairs = showing.apply(examples);
        while (examples > 0 && !hasRoom(comparison, pairs)) {
            examples /= 2;
            pairs = showing.apply(examples);
        }
        Map<String, SortedSet<Integer>> shown = new HashMap<>();
        for (AgreementTable table : pairs) {
            for (ModelPredictions model : List.of(table.left(), table.right())) {
                shown.computeIfAbsent(model.model(), name -> new TreeSet<>())
                        .addAll(positions(table).boxed().toList());
            }
        }
        String which = all.all().size() <= MOST_PAIRS
                ? ""
                : String.format(
                        Locale.ROOT,
                        " Of all %,d pairs this is one of the %d that differ on most examples.",
                        all.all().size(),
                        MOST_PAIRS);
        if (examples < config.examples()) {
            which += examples == 0
                    ? " No examples are shown, since they are too long for a report."
                    : " Fewer examples are shown than were asked for, since a report has no room for more.";
        }
        Attributions attributions = new Attributions(comparison, shown, config.steps());
        List<Finding> findings = new ArrayList<>();
        for (AgreementTable table : pairs) {
            findings.add(agreement(comparison, table, attributions, examples > 0, config.steps(), which));
        }
        if (examples > 0 && !pairs.isEmpty()) {
            findings.add(DeletionTest.table(comparison, attributions, config.deletion()));
        }
        return findings;
    }

    /** Returns the positions of the examples that a table shows. */
    private static IntStream positions(AgreementTable table) {
        return Arrays.stream(Cell.values())
                .flatMap(cell -> table.shown(cell).stream())
                .mapToInt(AgreementTable.Shown::example);
    }

    /** Returns whether a report has room for the examples that some tables show. */
    private static boolean hasRoom(Comparison comparison, List<AgreementTable> tables) {
        long values = 0;
        long characters = 0;
        for (AgreementTable table : tables) {
            for (int example : positions(table).toArray()) {
                Example one = comparison.examples().get(example);
                values += one.tokens().length + comparison.models().size();
                characters += one.text().length() + characters(one.tokens(), comparison.data());
                for (ModelPredictions model : List.of(table.left(), table.right())) {
                    if (model.encoding().isPresent()) {
                        int[] own = comparison.tokens(model, example);
                        values += own.length;
                        characters += characters(own, comparison.data(model));
                    }
                }
                if (values > MOST_VALUES
                        || characters > MOST_CHARACTERS
                        || one.text().length() > LONGEST_TEXT) {
                    return false;
                }
            }
        }
        return true;
    }

    private static long characters(int[] tokens, DatasetInfo data) {
        return IntStream.of(tokens)
                .mapToLong(token -> data.vocabulary().get(token).length())
                .sum();
    }

    /** Returns the mean probability over a model's seeds that each example is of its own class. */
    private static double[] ofLabels(ModelPredictions model, int[] labels) {
        return IntStream.range(0, labels.length)
                .parallel()
                .mapToDouble(example -> model.meanProbability(example, labels[example]))
                .toArray();
    }

    private static Cases agreement(
            Comparison comparison,
            AgreementTable table,
            Attributions attributions,
            boolean examples,
            int steps,
            String which) {
        String left = table.left().model();
        String right = table.right().model();
        String note = "Right means: right with " + table.voters() + "." + which;
        if (examples) {
            note +=
                    " The most telling examples are those where the models' mean probabilities of the example's own class "
                            + "differ most, or, where both are right or both wrong, where they are most certain; the others are "
                            + "drawn at random from the rest of the cell. A token's score is its share, by integrated gradients in "
                            + steps
                            + " steps from padding, in the logit of the first seed's model; positive ones speak for the "
                            + "example's own class."
                            + attributions.gaps(List.of(left, right));
        }
        return new Cases(
                ModelPairs.name("agreement", left, right),
                left + " and " + right + ": agreement table",
                note,
                Arrays.stream(Cell.values())
                        .map(cell -> group(comparison, table, cell, attributions))
                        .toList());
    }

    private static Cases.Group group(
            Comparison comparison, AgreementTable table, Cell cell, Attributions attributions) {
        String title = switch (cell) {
            case ONLY_LEFT -> "only " + table.left().model() + " right";
            case ONLY_RIGHT -> "only " + table.right().model() + " right";
            case BOTH -> "both right";
            case NEITHER -> "neither right";
        };
        return new Cases.Group(
                title,
                table.count(cell),
                table.shown(cell).stream()
                        .map(one -> describe(comparison, table, one, attributions))
                        .toList());
    }

    private static Cases.Case describe(
            Comparison comparison, AgreementTable table, AgreementTable.Shown shown, Attributions attributions) {
        int index = shown.example();
        Example example = comparison.examples().get(index);
        List<Cases.Prediction> predictions = comparison.models().stream()
                .map(model -> new Cases.Prediction(
                        model.model(),
                        model.timesRight(index, example.label()),
                        model.seeds().size(),
                        model.meanProbability(index, example.label()),
                        table.isOf(model.model()) ? attributions.of(model, index) : null))
                .toList();
        return new Cases.Case(
                example.id(),
                comparison.data().classes().get(example.label()),
                shown.chosen(),
                example.text(),
                Attributions.words(example.tokens(), comparison.data()),
                predictions);
    }
}
