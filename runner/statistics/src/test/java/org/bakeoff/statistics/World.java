package org.bakeoff.statistics;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bakeoff.api.Metric;
import org.bakeoff.api.Predictions;

/**
 * A world in which the true accuracy of two models is known: trained models that are right or wrong on examples of which
 * some are harder than others, in clusters that hang together.
 *
 * <p>A model of true accuracy p trained with a seed has the accuracy p + e, with e from the seeds' distribution. It is right
 * on an example where a standard normal number is below the quantile of that accuracy, so that its expected accuracy over
 * clusters is p + e exactly. The number is a sum of parts that all models share, that the seeds of a model share, and that
 * are a seed's own, each of them partly a cluster's and partly an example's. Their shares are such that two seeds of one
 * model correlate by 0.86, as those of an LSTM on film reviews do (tetrachoric, median of 10 pairs), and two models less.
 *
 * @param effect how seeds deviate
 * @param base the mean of both models' true accuracies
 * @param examples the number of test examples
 * @param clusters the number of clusters
 * @param seeds the number of seeds of each model
 * @param left the standard deviation between seeds of one model, as a fraction of one
 * @param right that of the other
 */
record World(Effect effect, double base, int examples, int clusters, int seeds, double left, double right) {

    private static final Metric ACCURACY = Metric.rate(
            "accuracy",
            "Accuracy",
            true,
            (label, predictions, example) -> predictions.predicted(example) == label ? 1 : 0);
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** How the accuracy of seeds deviates from its mean; all have mean 0 and standard deviation 1. */
    enum Effect {
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

    /** What one experiment in a world gave. */
    record Experiment(Inference inference, boolean warned) {}

    /**
     * Draws seeds and test examples and compares the models, of which the left one is better by so much.
     *
     * @param limit see {@link SeedDistributionCheck#limit}
     */
    Experiment run(SplittableRandom random, double difference, double limit) {
        int[] cluster = IntStream.range(0, examples)
                .map(example -> (int) ((long) example * clusters / examples))
                .toArray();
        double[] shared = part(random, cluster, 0.09, 0.50);
        Part part = Part.all(new Clusters(List.of(new Clusters.Dimension(cluster, clusters))));
        SeedSamples[] models = new SeedSamples[2];
        for (int model = 0; model < 2; model++) {
            double accuracy = base + (model == 0 ? difference / 2 : -difference / 2);
            double deviation = model == 0 ? left : right;
            double[] ofModel = part(random, cluster, 0.04, 0.23);
            List<Predictions> predictions = IntStream.range(0, seeds)
                    .mapToObj(seed -> {
                        double own = accuracy + deviation * effect.draw(random);
                        double quantile = NORMAL.inverseCumulativeProbability(Math.max(0.001, Math.min(0.999, own)));
                        double[] ofSeed = part(random, cluster, 0.02, 0.12);
                        double[] right = new double[examples];
                        for (int example = 0; example < examples; example++) {
                            right[example] = shared[example] + ofModel[example] + ofSeed[example] < quantile ? 1 : 0;
                        }
                        return new Predictions(seed, 2, right);
                    })
                    .toList();
            models[model] = new SeedSamples(Sample.of(ACCURACY, labels(), part, predictions));
        }
        boolean warned = List.of(models).stream().anyMatch(samples -> new SeedDistributionCheck(samples).gap(limit));
        return new Experiment(Inference.of(ACCURACY, models[0], models[1], part), warned);
    }

    private int[] labels() {
        int[] labels = new int[examples];
        java.util.Arrays.fill(labels, 1);
        return labels;
    }

    /** A normal number an example with a variance of its cluster and one of its own; without clusters both are its own. */
    private double[] part(SplittableRandom random, int[] cluster, double ofCluster, double ofExample) {
        double[] common = new double[clusters];
        java.util.Arrays.setAll(common, index -> Math.sqrt(ofCluster) * random.nextGaussian());
        double[] values = new double[examples];
        for (int example = 0; example < examples; example++) {
            values[example] = common[cluster[example]] + Math.sqrt(ofExample) * random.nextGaussian();
        }
        return values;
    }
}
