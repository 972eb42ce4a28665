package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Holds some of the test examples, with the clusters that they form. */
final class Part {

    /** A jackknife leaves out one of so many blocks of clusters at most. */
    private static final int BLOCKS = 1000;

    private static final long SEED = 20_110_601;

    private final Clusters clusters;
    private final int[] examples;
    private final List<double[]> shares = new ArrayList<>();

    private Part(Clusters clusters, int[] examples) {
        this.clusters = clusters;
        this.examples = examples;
        for (Clusters.Dimension dimension : clusters.dimensions()) {
            double[] sizes = new double[dimension.count()];
            for (int example : examples) {
                sizes[dimension.of()[example]]++;
            }
            // Dividing last makes the share of the only cluster a one.
            Arrays.setAll(sizes, cluster -> sizes[cluster] / examples.length);
            shares.add(sizes);
        }
    }

    static Part all(Clusters clusters) {
        return of(clusters, IntStream.range(0, clusters.examples()).toArray());
    }

    static Part of(Clusters clusters, int[] examples) {
        return new Part(clusters, examples);
    }

    /** Returns all examples but those of this part. */
    Part rest() {
        int[] weights = weights();
        return of(
                clusters,
                IntStream.range(0, weights.length).filter(i -> weights[i] == 0).toArray());
    }

    Clusters clusters() {
        return clusters;
    }

    /** Returns the positions of its examples, ascending. */
    int[] examples() {
        return examples;
    }

    /** Returns how many clusters have an example in it; of groups and texts the fewer. */
    int count() {
        return (int) shares.stream().limit(2).mapToLong(Part::present).min().orElse(0);
    }

    /** Returns whether no two of its examples share a cluster. */
    boolean independent() {
        return count() == examples.length;
    }

    /**
     * Returns the degrees of freedom of a cluster-robust variance: the number of clusters less 1 where all are of one size,
     * fewer where some are larger; of groups and texts the fewer.
     *
     * <p>Source: Bell and McCaffrey, "Bias reduction in standard errors for linear regression with multi-stage samples",
     * Survey Methodology 28, 2002, for a regression on a constant with uncorrelated errors.
     */
    double freedom() {
        return shares.stream().limit(2).mapToDouble(Part::freedom).min().orElse(0);
    }

    private static double freedom(double[] shares) {
        double squares = 0;
        double ratios = 0;
        double ratioSquares = 0;
        for (double share : shares) {
            if (share >= 1) {
                return 0;
            }
            double ratio = share * share / (1 - share);
            squares += share * share;
            ratios += ratio;
            ratioSquares += ratio * ratio;
        }
        return 1 / (squares + ratios * ratios - ratioSquares);
    }

    /** Returns the clusters of the first dimension that have an example in it. */
    int[] present() {
        double[] first = shares.get(0);
        return IntStream.range(0, first.length)
                .filter(cluster -> first[cluster] > 0)
                .toArray();
    }

    private static long present(double[] shares) {
        return Arrays.stream(shares).filter(share -> share > 0).count();
    }

    /**
     * Sums deviations from a mean by cluster, in every dimension, divided by the number of examples and by the square root of
     * one less the cluster's share, which makes up for the part of the mean that is the cluster's own.
     *
     * <p>Source: Bell and McCaffrey, as {@link #freedom()}: their CR2.
     *
     * @param deviations one for each of the part's examples, in their order
     */
    double[][] sums(double[] deviations) {
        double[][] all = new double[shares.size()][];
        for (int index = 0; index < all.length; index++) {
            double[] of = shares.get(index);
            double[] sums = new double[of.length];
            int[] cluster = clusters.dimensions().get(index).of();
            for (int position = 0; position < examples.length; position++) {
                sums[cluster[examples[position]]] += deviations[position];
            }
            for (int number = 0; number < sums.length; number++) {
                sums[number] /= examples.length * Math.sqrt(1 - of[number]);
            }
            all[index] = sums;
        }
        return all;
    }

    /** Returns weights of all test examples: 1 for those of the part, 0 for others. */
    int[] weights() {
        int[] weights = new int[clusters.examples()];
        for (int example : examples) {
            weights[example] = 1;
        }
        return weights;
    }

    /**
     * Returns the block of every one of all test examples, by dimension. A block is one cluster, or a random group of clusters
     * where there are many.
     */
    List<int[]> blocks() {
        return clusters.dimensions().stream().map(Part::blocks).toList();
    }

    private static int[] blocks(Clusters.Dimension dimension) {
        int[] order = IntStream.range(0, dimension.count()).toArray();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int last = order.length - 1; last > 0 && order.length > BLOCKS; last--) {
            int other = random.nextInt(last + 1);
            int number = order[last];
            order[last] = order[other];
            order[other] = number;
        }
        return Arrays.stream(dimension.of())
                .map(cluster -> order[cluster] % BLOCKS)
                .toArray();
    }
}
