package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Table;

/** How many examples of each class are predicted to be of each class, with every class's recall and precision. */
public final class ConfusionMatrix implements Evaluator<NoConfig> {

    @Override
    public String name() {
        return "confusion-matrix";
    }

    @Override
    public String description() {
        return "how many examples of each class are predicted to be of each class";
    }

    @Override
    public NoConfig defaults() {
        return new NoConfig();
    }

    @Override
    public List<Finding> evaluate(NoConfig config, Comparison comparison) {
        List<String> classes = comparison.data().classes();
        List<String> columns = new ArrayList<>(List.of("Model", "Class"));
        classes.forEach(name -> columns.add("Predicted " + name));
        columns.addAll(List.of("No prediction", "Recall", "Precision"));
        int[] labels = comparison.labels();
        List<List<Object>> rows = new ArrayList<>();
        for (ModelPredictions model : comparison.models()) {
            List<Confusion> seeds = model.seeds().stream()
                    .map(predictions -> Confusion.of(labels, predictions))
                    .toList();
            for (int index = 0; index < classes.size(); index++) {
                rows.add(row(model.model(), classes.get(index), index, seeds));
            }
        }
        return List.of(new Table(
                "confusionMatrix",
                "Confusion matrix",
                "A row is a class that examples are of, a column the class that is predicted. Counts, recall and precision are "
                        + "means over a model's seeds; a seed that diverged makes no prediction.",
                columns,
                rows));
    }

    private static List<Object> row(String model, String name, int actual, List<Confusion> seeds) {
        List<Object> cells = new ArrayList<>(List.of(model, name));
        for (int index = 0; index <= seeds.get(0).classes(); index++) {
            int predicted = index;
            cells.add(mean(seeds, seed -> seed.count(actual, predicted)));
        }
        cells.add(mean(seeds, seed -> seed.recall(actual)));
        cells.add(mean(seeds, seed -> seed.precision(actual)));
        return cells;
    }

    private static double mean(List<Confusion> seeds, ToDoubleFunction<Confusion> figure) {
        return seeds.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }
}
