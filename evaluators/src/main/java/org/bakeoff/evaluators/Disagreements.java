package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.evaluators.FourCells.Cell;

/**
 * For every pair of models, or of many the 45 that differ most, the test examples in four cells, by which of the two is right;
 * in each the most telling ones and some at random, with what their tokens contribute; and a check of whether those contributions
 * mean anything.
 */
public final class Disagreements implements Evaluator<Disagreements.Config> {

    /** Every two of ten models. A page of more is read by nobody, and grows with the third power of the number of models. */
    private static final int MOST_PAIRS = 45;

    /**
     * How much to show.
     *
     * @param examples how many examples of each kind
     * @param steps points of the path of integrated gradients
     * @param deletion the size of the sample for the deletion check
     */
    public record Config(
            @ConfigProperty(
                    value =
                            "examples shown in each of a pair's four cells: so many of the most telling, and as many at random; "
                                    + "0: counts only. Time and size of the report grow with it and with the number of pairs",
                    min = 0,
                    max = 1000)
            int examples,

            @ConfigProperty(
                    value =
                            "points of the path of integrated gradients: an example shown costs a model so many gradients",
                    min = 1,
                    max = 10_000)
            int steps,

            @ConfigProperty(
                    value =
                            "test examples drawn for the deletion check: each costs a model one gradient and six predictions; "
                                    + "0: only those that are shown",
                    min = 0,
                    max = 1_000_000)
            int deletion) {}

    @Override
    public String name() {
        return "disagreements";
    }

    @Override
    public String description() {
        return "which examples both, one or none of two models get right, in words, and which words speak for what";
    }

    @Override
    public Config defaults() {
        return new Config(3, 32, 200);
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        List<FourCells> pairs = new ArrayList<>();
        Map<String, SortedSet<Integer>> shown = new HashMap<>();
        Pairs all = new Pairs(comparison);
        for (Pairs.Pair pair : all.mostDifferent(MOST_PAIRS)) {
            FourCells cells = new FourCells(comparison, pair.left(), pair.right(), config.examples());
            pairs.add(cells);
            for (Cell cell : Cell.values()) {
                for (FourCells.Shown one : cells.shown(cell)) {
                    add(shown, cells.left(), one.example());
                    add(shown, cells.right(), one.example());
                }
            }
        }
        String which = all.all().size() <= MOST_PAIRS
                ? ""
                : String.format(
                        Locale.ROOT,
                        " Of all %,d pairs this is one of the %d that differ on most examples.",
                        all.all().size(),
                        MOST_PAIRS);
        Attributions attributions = new Attributions(comparison, shown, config.steps());
        List<Finding> findings = new ArrayList<>();
        for (FourCells cells : pairs) {
            findings.add(agreement(comparison, cells, attributions, config, which));
        }
        if (config.examples() > 0 && !pairs.isEmpty()) {
            findings.add(Deletions.of(comparison, attributions, config.deletion()));
        }
        return findings;
    }

    private static void add(Map<String, SortedSet<Integer>> shown, ModelPredictions model, int example) {
        shown.computeIfAbsent(model.model(), name -> new TreeSet<>()).add(example);
    }

    private static Cases agreement(
            Comparison comparison, FourCells cells, Attributions attributions, Config config, String which) {
        String left = cells.left().model();
        String right = cells.right().model();
        String note = "Right means: right in more than half of the seeds." + which;
        if (config.examples() > 0) {
            note +=
                    " The most telling examples are those where the models' mean probabilities of the example's own class "
                            + "differ most, or, where both are right or both wrong, where they are surest together; the others are "
                            + "drawn at random from the rest of the cell. A token's score is its share, by integrated gradients in "
                            + config.steps()
                            + " steps from padding, in the logit of the first seed's model; positive ones speak for the "
                            + "example's own class."
                            + attributions.gaps(List.of(left, right));
        }
        return new Cases(
                PairName.of("agreement", left, right),
                left + " and " + right + ": agreement table",
                note,
                List.of(
                        group(comparison, cells, Cell.ONLY_LEFT, "only " + left + " right", attributions),
                        group(comparison, cells, Cell.ONLY_RIGHT, "only " + right + " right", attributions),
                        group(comparison, cells, Cell.BOTH, "both right", attributions),
                        group(comparison, cells, Cell.NEITHER, "neither right", attributions)));
    }

    private static Cases.Group group(
            Comparison comparison, FourCells cells, Cell cell, String title, Attributions attributions) {
        return new Cases.Group(
                title,
                cells.count(cell),
                cells.shown(cell).stream()
                        .map(one -> describe(comparison, cells, one, attributions))
                        .toList());
    }

    private static Cases.Case describe(
            Comparison comparison, FourCells cells, FourCells.Shown shown, Attributions attributions) {
        int index = shown.example();
        Example example = comparison.examples().get(index);
        List<Cases.Prediction> predictions = comparison.models().stream()
                .map(model -> new Cases.Prediction(
                        model.model(),
                        model.timesRight(index, example.label()),
                        model.seeds().size(),
                        model.meanProbability(index, example.label()),
                        cells.isOf(model.model()) ? attributions.of(model, index) : null))
                .toList();
        return new Cases.Case(
                example.id(),
                comparison.data().classes().get(example.label()),
                shown.chosen(),
                example.text(),
                Arrays.stream(example.tokens())
                        .mapToObj(comparison.data().vocabulary()::get)
                        .toList(),
                predictions);
    }
}
