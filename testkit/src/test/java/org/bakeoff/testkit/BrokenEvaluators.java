package org.bakeoff.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.api.Predictions;

/** Evaluators that break one rule each. */
final class BrokenEvaluators {

    private BrokenEvaluators() {}

    /** The weight of the examples that are predicted rightly. */
    private static double rightly(int[] labels, Predictions predictions, int[] weights) {
        return IntStream.range(0, labels.length)
                .mapToDouble(example -> weights[example] * SoundEvaluator.score(labels[example], predictions, example))
                .sum();
    }

    public static class WrongSide extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.rate("share", "Share", false, SoundEvaluator::score);
        }
    }

    /** Infinite where a model is sure and wrong. */
    public static class Unbounded extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.of("best", "Best", true, (labels, predictions) -> weights -> {
                double right = rightly(labels, predictions, weights);
                return right == 0 ? Double.NEGATIVE_INFINITY : 0;
            });
        }
    }

    /** A share that is said to be nine tenths at most. */
    public static class OutOfRange extends SoundEvaluator {
        @Override
        Metric metric() {
            return super.metric().within(0, 0.9);
        }
    }

    /** Divides by how far a probability is from that of a guess. */
    public static class NeedsOpinions extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            double guess = 1.0 / comparison.data().classes().size();
            for (ModelPredictions model : comparison.models()) {
                if (model.seeds().get(0).probability(0, 0) == guess) {
                    throw new ArithmeticException("no opinion");
                }
            }
            return super.evaluate(config, comparison);
        }
    }

    /** The share of the first half by probability, in which the order of ties is that of the examples. */
    public static class FirstHalf extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.of("half", "Half", true, (labels, predictions) -> weights -> {
                int[] order = IntStream.range(0, labels.length)
                        .flatMap(example -> IntStream.generate(() -> example).limit(weights[example]))
                        .boxed()
                        .sorted((left, right) ->
                                Double.compare(predictions.probability(right, 1), predictions.probability(left, 1)))
                        .mapToInt(Integer::intValue)
                        .toArray();
                return IntStream.of(order)
                        .limit(order.length / 2)
                        .mapToDouble(example -> SoundEvaluator.score(labels[example], predictions, example))
                        .average()
                        .orElse(Double.NaN);
            });
        }
    }

    /** The share predicted rightly of the examples of class 1, whichever class is positive. */
    public static class ClassOne extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.of("ones", "Ones", true, (labels, predictions) -> weights -> {
                int[] ones = weights.clone();
                IntStream.range(0, labels.length)
                        .filter(example -> labels[example] != 1)
                        .forEach(example -> ones[example] = 0);
                return rightly(labels, predictions, ones) / IntStream.of(ones).sum();
            });
        }
    }

    public static class NeedsTwoClasses extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            if (IntStream.of(comparison.labels()).distinct().count() < 2) {
                throw new IllegalStateException("one class only");
            }
            return super.evaluate(config, comparison);
        }
    }

    /** Counts predictions in an array. */
    public static class NeedsPredictions extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            int[] counts = new int[comparison.data().classes().size()];
            for (ModelPredictions model : comparison.models()) {
                IntStream.range(0, comparison.examples().size())
                        .forEach(example -> counts[model.seeds().get(0).predicted(example)]++);
            }
            return super.evaluate(config, comparison);
        }
    }

    /** Expects a probability wherever a class is predicted. */
    public static class NeedsProbabilities extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            for (ModelPredictions model : comparison.models()) {
                Predictions seed = model.seeds().get(0);
                if (seed.predicted(0) >= 0 && Double.isNaN(seed.probability(0, seed.predicted(0)))) {
                    throw new IllegalStateException("no probability of a class that is predicted");
                }
            }
            return super.evaluate(config, comparison);
        }
    }

    /** Compares all with the first model. */
    public static class FirstModel extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            long first = right(comparison, comparison.models().get(0).seeds().get(0));
            List<List<Object>> rows = new ArrayList<>();
            comparison
                    .models()
                    .forEach(model -> rows.add(List.of(
                            model.model(), right(comparison, model.seeds().get(0)) - first)));
            return List.of(new Table("more", "More", "", List.of("Model", "More than the first"), rows));
        }
    }

    /** Has a metric where there is something to compare. */
    public static class OfSeveral extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            return comparison.models().size() < 2 ? List.of() : super.evaluate(config, comparison);
        }
    }

    /** Sees an example with any weight once. */
    public static class Weightless extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.of("share", "Share", true, (labels, predictions) -> weights -> {
                double right = rightly(labels, predictions, ones(weights));
                return right
                        / IntStream.of(weights).filter(weight -> weight > 0).count();
            });
        }

        private static int[] ones(int[] weights) {
            return IntStream.of(weights).map(weight -> Math.min(weight, 1)).toArray();
        }
    }

    /** Leaves out no block of examples. */
    public static class WithAllBlocks extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.of("share", "Share", true, (labels, predictions) -> new Metric.Weighted() {
                @Override
                public double value(int[] weights) {
                    return rightly(labels, predictions, weights)
                            / IntStream.of(weights).sum();
                }

                @Override
                public double[] withoutEach(int[] weights, int[] blocks, int count) {
                    return DoubleStream.generate(() -> value(weights))
                            .limit(count)
                            .toArray();
                }
            });
        }
    }

    /** Says when it was asked. */
    public static class Dated extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            return List.of(metric(), new Table("when", "When", "at " + System.nanoTime(), List.of(), List.of()));
        }
    }

    /** Shares an array between threads, and lets them meet there. */
    @SuppressWarnings("ThreadPriorityCheck")
    public static class SharedArray extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.of("share", "Share", true, (labels, predictions) -> {
                double[] scores = new double[labels.length];
                return new Metric.Weighted() {
                    @Override
                    public double value(int[] weights) {
                        for (int example = 0; example < scores.length; example++) {
                            scores[example] =
                                    weights[example] * SoundEvaluator.score(labels[example], predictions, example);
                            Thread.yield();
                        }
                        return DoubleStream.of(scores).sum()
                                / IntStream.of(weights).sum();
                    }

                    /** Takes one thread, as the fault is to show where the threads are others'. */
                    @Override
                    public double[] withoutEach(int[] weights, int[] blocks, int count) {
                        return IntStream.range(0, count)
                                .mapToDouble(block -> value(EvaluatorContract.without(block, weights, blocks)))
                                .toArray();
                    }
                };
            });
        }
    }

    public static class OddCell extends SoundEvaluator {
        @Override
        public List<Finding> evaluate(Config config, Comparison comparison) {
            return List.of(metric(), new Table("counts", "Counts", "", List.of("n"), List.of(List.of(1))));
        }
    }

    public static class Misnamed extends SoundEvaluator {
        @Override
        Metric metric() {
            return Metric.rate("my share", "Share", true, SoundEvaluator::score);
        }
    }
}
