package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.EvaluatorGuard;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.ModelComparison;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.SeedRounds;

/**
 * Compares models whose true accuracy is known, by the public door of the statistics.
 *
 * <p>A model of true accuracy p trained with a seed has the accuracy p + e, with e from the seeds' distribution. It is right
 * on an example where a standard normal number is below the quantile of that accuracy. The number is a sum of parts that all
 * models share, that the seeds of a model share, and that are a seed's own, each of them partly a group's, partly a text's and
 * partly an example's. Two seeds of one model correlate by 0.86, as those of an LSTM on film reviews do (tetrachoric, median of
 * 10 pairs), and two models less.
 */
final class SimulatedExperiment {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    /** The variances of the shared part, a model's and a seed's. */
    private static final double[] PARTS = {0.59, 0.27, 0.14};
    /** How much of each is common to a group, and to a text. */
    private static final double OF_GROUP = 0.15;

    /** How the accuracy of seeds deviates from its mean; all have mean 0 and standard deviation 1. */
    enum Seeds {
        NORMAL {
            @Override
            double draw(SplittableRandom random) {
                return random.nextGaussian();
            }
        },
        /** Student's t with 3 degrees of freedom. */
        T3 {
            @Override
            double draw(SplittableRandom random) {
                double squares = 0;
                for (int index = 0; index < 3; index++) {
                    squares += Math.pow(random.nextGaussian(), 2);
                }
                return random.nextGaussian() / Math.sqrt(squares / 3) / Math.sqrt(3);
            }
        },
        /** A long tail below: 1 less an exponential number. */
        SKEWED {
            @Override
            double draw(SplittableRandom random) {
                return 1 + Math.log(1 - random.nextDouble());
            }
        },
        /** One seed of five learns little. */
        COLLAPSING {
            @Override
            double draw(SplittableRandom random) {
                return random.nextDouble() < 0.2 ? -2 : 0.5;
            }
        };

        abstract double draw(SplittableRandom random);
    }

    /**
     * A model to simulate.
     *
     * @param accuracy its true accuracy
     * @param deviation the standard deviation of its seeds' accuracies
     * @param seeds how many seeds it has
     */
    record Model(double accuracy, double deviation, int seeds) {

        /** Draws the accuracies of its seeds. */
        double[] draw(Seeds distribution, SplittableRandom random) {
            double[] drawn = new double[seeds];
            Arrays.setAll(drawn, seed -> accuracy + deviation * distribution.draw(random));
            return drawn;
        }
    }

    private final List<Example> examples;
    private final int[] groups;
    private final int[] texts;
    private final Seeds distribution;

    /**
     * Makes an experiment.
     *
     * @param groups the group of every test example
     * @param texts the text of every test example
     */
    SimulatedExperiment(Seeds distribution, int[] groups, int[] texts) {
        this.distribution = distribution;
        this.groups = groups;
        this.texts = texts;
        this.examples = IntStream.range(0, groups.length)
                .mapToObj(index -> example(index, index % 2, "g" + groups[index], "text " + texts[index]))
                .toList();
    }

    /** Makes an experiment on test examples of groups of given sizes, each with a text of its own. */
    static SimulatedExperiment of(Seeds distribution, int... sizes) {
        int[] groups = IntStream.range(0, sizes.length)
                .flatMap(group -> IntStream.generate(() -> group).limit(sizes[group]))
                .toArray();
        return new SimulatedExperiment(
                distribution, groups, IntStream.range(0, groups.length).toArray());
    }

    /** Returns the sizes of so many groups of nearly equal size. */
    static int[] equal(int examples, int groups) {
        return IntStream.range(0, groups)
                .map(group -> (int) ((group + 1L) * examples / groups - (long) group * examples / groups))
                .toArray();
    }

    /** Returns the sizes of groups of which the first has a share of the examples. */
    static int[] dominated(int examples, int groups, double share) {
        int first = (int) (examples * share);
        int[] rest = equal(examples - first, groups - 1);
        return IntStream.concat(IntStream.of(first), Arrays.stream(rest)).toArray();
    }

    static Example example(int index, int label, String group, String text) {
        return new Example("e" + index, new int[] {1}, label, text, group, Map.of());
    }

    /** Draws every model's predictions. */
    List<List<Predictions>> draw(SplittableRandom random, List<Model> models) {
        return predictions(
                random,
                models.stream().map(model -> model.draw(distribution, random)).toList());
    }

    /** Draws every model's predictions, given the accuracies of its seeds. */
    List<List<Predictions>> predictions(SplittableRandom random, List<double[]> accuracies) {
        double[] shared = part(random, PARTS[0]);
        List<List<Predictions>> all = new ArrayList<>();
        for (double[] model : accuracies) {
            double[] ofModel = part(random, PARTS[1]);
            List<Predictions> seeds = new ArrayList<>();
            for (double accuracy : model) {
                seeds.add(
                        predictions(seeds.size(), Math.max(0.001, Math.min(0.999, accuracy)), shared, ofModel, random));
            }
            all.add(seeds);
        }
        return all;
    }

    private Predictions predictions(
            int seed, double accuracy, double[] shared, double[] ofModel, SplittableRandom random) {
        double limit = NORMAL.inverseCumulativeProbability(accuracy);
        double[] ofSeed = part(random, PARTS[2]);
        double[] probabilities = new double[examples.size()];
        for (int index = 0; index < probabilities.length; index++) {
            boolean right = shared[index] + ofModel[index] + ofSeed[index] < limit;
            probabilities[index] = right == (examples.get(index).label() == 1) ? 1 : 0;
        }
        return new Predictions(seed, 2, probabilities);
    }

    /** Returns a normal number an example, with a part of its group, one of its text and one of its own. */
    private double[] part(SplittableRandom random, double variance) {
        double[] ofGroup = normals(random, Math.sqrt(OF_GROUP * variance), 1 + max(groups));
        double[] ofText = normals(random, Math.sqrt(OF_GROUP * variance), 1 + max(texts));
        double rest = Math.sqrt((1 - 2 * OF_GROUP) * variance);
        double[] values = new double[examples.size()];
        Arrays.setAll(values, index -> ofGroup[groups[index]] + ofText[texts[index]] + rest * random.nextGaussian());
        return values;
    }

    private static int max(int[] numbers) {
        return Arrays.stream(numbers).max().orElse(0);
    }

    private static double[] normals(SplittableRandom random, double deviation, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, index -> deviation * random.nextGaussian());
        return values;
    }

    /** Compares models, named m0, m1, ..., by their accuracy. */
    ComparisonResult compare(List<List<Predictions>> models, ComparisonInput.Rules rules) {
        // Baselines aren't compared with the majority class, which would be one more comparison.
        return compare(examples, models, true, rules, new Accuracy());
    }

    /** Compares models on any examples by the metrics of evaluators with their defaults. */
    static ComparisonResult compare(
            List<Example> examples,
            List<List<Predictions>> models,
            boolean baselines,
            ComparisonInput.Rules rules,
            Evaluator<?>... evaluators) {
        List<Finding> metrics =
                Arrays.stream(evaluators).map(one -> metric(one)).toList();
        return ModelComparison.compare(input(examples, models, baselines, rules), metrics, EvaluatorGuard.none());
    }

    /** Looks at models that may get more seeds, as an experiment with adaptive seeds does after each round. */
    SeedRounds.Next look(List<List<Predictions>> models, Looks looks) {
        return ModelComparison.look(
                input(examples, models, true, rules(OptionalDouble.empty(), looks)),
                (Metric) metric(new Accuracy()),
                EvaluatorGuard.none());
    }

    private static ComparisonInput input(
            List<Example> examples, List<List<Predictions>> models, boolean baselines, ComparisonInput.Rules rules) {
        return new ComparisonInput(
                "simulated",
                new DatasetDescription("simulated", 2, 100, List.of("negative", "positive"), 1, "", 0),
                new ComparisonInput.Training(List.of(70, 30), List.of(), List.of(), List.of()),
                examples,
                IntStream.range(0, models.size())
                        .mapToObj(index -> model("m" + index, models.get(index), baselines))
                        .toList(),
                Collections.emptyList(),
                rules);
    }

    /** Returns the metric of an evaluator. */
    static <C extends Record> Finding metric(Evaluator<C> evaluator) {
        return evaluator
                .evaluate(
                        evaluator.defaults(),
                        new Comparison(
                                new DatasetInfo(List.of("negative", "positive"), List.of("", "w"), 1),
                                List.of(),
                                List.of()))
                .get(0);
    }

    private static ComparisonInput.Model model(String name, List<Predictions> seeds, boolean baseline) {
        return new ComparisonInput.Model(
                name,
                baseline,
                false,
                new ModelDescription("simulated", 0, 0, List.of(), Optional.empty()),
                seeds.stream()
                        .map(predictions -> new ComparisonInput.Trial(
                                predictions.seed(),
                                ModelResult.Status.DONE,
                                Optional.empty(),
                                Optional.of(predictions),
                                1,
                                1))
                        .toList());
    }

    /** Returns the rules for a margin of equivalence, if any, and for looks. */
    static ComparisonInput.Rules rules(OptionalDouble margin, Looks looks) {
        return new ComparisonInput.Rules(Optional.empty(), OptionalInt.empty(), margin, looks, Optional.empty());
    }
}
