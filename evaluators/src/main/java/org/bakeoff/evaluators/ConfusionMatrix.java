package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;

/**
 * Counts how many examples of each class are predicted to be of each class, with every class's recall and precision; where there are
 * many classes, the pairs that are most often taken for each other.
 */
public final class ConfusionMatrix extends NamedEvaluator<EmptyConfig> {

    private static final int MOST_CLASSES = 30;
    private static final int MOST_PAIRS = 30;
    /** The first column with counts. */
    private static final int FIRST = 2;

    /** For the service loader. */
    public ConfusionMatrix() {
        super(
                "confusion-matrix",
                "how many examples of each class are predicted to be of each class",
                new EmptyConfig());
    }

    @Override
    public List<Finding> evaluate(EmptyConfig config, Comparison comparison) {
        return List.of(comparison.data().classes().size() <= MOST_CLASSES ? matrix(comparison) : pairs(comparison));
    }

    private static Table matrix(Comparison comparison) {
        List<String> classes = comparison.data().classes();
        List<String> columns = new ArrayList<>(List.of("Model", "Class"));
        classes.forEach(name -> columns.add("Predicted " + name));
        columns.addAll(List.of("No prediction", "Recall", "Precision"));
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            Map<Integer, Double> counts = counts(comparison.labels(), model);
            List<Confusion> seeds = model.seeds().stream()
                    .map(predictions -> Confusion.of(comparison.labels(), predictions))
                    .toList();
            for (int actual = 0; actual < classes.size(); actual++) {
                int index = actual;
                List<Object> row = new ArrayList<>(List.of(model.model(), classes.get(actual)));
                for (int predicted = 0; predicted <= classes.size(); predicted++) {
                    row.add(counts.getOrDefault(actual * (classes.size() + 1) + predicted, 0.0));
                }
                row.add(SeedCurves.mean(seeds, seed -> seed.of(index).recall()));
                row.add(SeedCurves.mean(seeds, seed -> seed.of(index).precision()));
                rows.add(row);
            }
        }
        return new Table(
                "confusionMatrix",
                "Confusion matrix",
                "A row is a class that examples are of, a column the class that is predicted. Counts, recall and precision are "
                        + "means over a model's seeds; a seed that diverged guesses.",
                columns,
                rows,
                IntStream.rangeClosed(FIRST, FIRST + classes.size()).boxed().toList());
    }

    /** Returns the most frequent confusions; a full matrix of many classes would be unreadable. */
    private static Table pairs(Comparison comparison) {
        List<String> classes = comparison.data().classes();
        int columns = classes.size() + 1;
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            counts(comparison.labels(), model).entrySet().stream()
                    .filter(entry -> entry.getKey() / columns != entry.getKey() % columns)
                    .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .limit(MOST_PAIRS)
                    .forEach(entry -> rows.add(List.of(
                            model.model(),
                            classes.get(entry.getKey() / columns),
                            entry.getKey() % columns == classes.size()
                                    ? "(no prediction)"
                                    : classes.get(entry.getKey() % columns),
                            entry.getValue())));
        }
        return new Table(
                "confusions",
                "Most frequent confusions",
                "The " + MOST_PAIRS + " that each model makes most often, since there are " + classes.size()
                        + " classes: examples of one class that are predicted to be of another. Means over a model's seeds; a"
                        + " seed that diverged guesses.",
                List.of("Model", "Class", "Predicted", "Examples"),
                rows);
    }

    /** Returns the mean number over seeds of the examples in each of {@link Confusion#cells}. */
    private static Map<Integer, Double> counts(int[] labels, ModelPredictions model) {
        Map<Integer, Double> counts = new HashMap<>();
        for (Predictions seed : model.seeds()) {
            int[] cells = Confusion.cells(labels, seed);
            Arrays.sort(cells);
            int from = 0;
            for (int to = 1; to <= cells.length; to++) {
                if (to == cells.length || cells[to] != cells[from]) {
                    counts.merge(cells[from], (double) (to - from), Double::sum);
                    from = to;
                }
            }
        }
        counts.replaceAll((cell, sum) -> sum / model.seeds().size());
        return counts;
    }
}
