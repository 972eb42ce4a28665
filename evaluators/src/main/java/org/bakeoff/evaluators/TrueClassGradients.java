package org.bakeoff.evaluators;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.TrainedModel;
import org.bakeoff.api.TrainedModel.Gradients;
import org.bakeoff.api.TrainedModel.IntegratedGradients;

/**
 * Computes gradients of what speaks for each example's own class: of two classes the only logit, negated for class 0; of
 * more the logit of that class. All examples with the same logit go into one query.
 */
final class TrueClassGradients {

    private final Comparison comparison;
    private final ModelPredictions model;
    private final TrainedModel trained;

    /** Asks one trained model of those of a model, or the same before training. */
    TrueClassGradients(Comparison comparison, ModelPredictions model, TrainedModel trained) {
        this.comparison = comparison;
        this.model = model;
        this.trained = trained;
    }

    /** Returns the gradients of examples, by their positions. */
    SortedMap<Integer, Gradients> gradients(int[] examples) {
        return ask(
                examples,
                trained::gradients,
                (found, sign) -> new Gradients(found.norm(), times(found.timesInput(), sign)));
    }

    /** Returns the integrated gradients of examples, by their positions. */
    SortedMap<Integer, IntegratedGradients> integrated(int[] examples, int steps) {
        return ask(
                examples,
                (tokens, output) -> trained.integratedGradients(tokens, output, steps),
                (found, sign) -> new IntegratedGradients(
                        times(found.scores(), sign), sign * found.gap(), sign * found.difference()));
    }

    private <R> SortedMap<Integer, R> ask(
            int[] examples, BiFunction<List<int[]>, Integer, List<R>> query, BiFunction<R, Integer, R> times) {
        SortedMap<Integer, R> answers = new TreeMap<>();
        Map<Integer, List<Integer>> byOutput = IntStream.of(examples)
                .boxed()
                .collect(Collectors.groupingBy(this::output, TreeMap::new, Collectors.toList()));
        byOutput.forEach((output, members) -> {
            List<int[]> tokens = members.stream()
                    .map(example -> comparison.tokens(model, example))
                    .toList();
            List<R> found = query.apply(tokens, output);
            for (int index = 0; index < found.size(); index++) {
                int example = members.get(index);
                answers.put(example, times.apply(found.get(index), sign(example)));
            }
        });
        return answers;
    }

    private int output(int example) {
        return comparison.data().outputs() == 1
                ? 0
                : comparison.examples().get(example).label();
    }

    private int sign(int example) {
        return comparison.data().outputs() == 1
                        && comparison.examples().get(example).label() == 0
                ? -1
                : 1;
    }

    private static float[] times(float[] values, int sign) {
        float[] result = values.clone();
        for (int index = 0; index < result.length; index++) {
            result[index] *= sign;
        }
        return result;
    }
}
