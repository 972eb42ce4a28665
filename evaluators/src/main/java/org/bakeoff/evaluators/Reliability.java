package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bakeoff.api.Predictions;

/**
 * Counts how often events happen that were given some probability, in bins of equally many examples by rising probability. The
 * event is class 1, or with more than two classes that the predicted class is right. Within examples of one probability
 * every outcome counts as their mean, so that their order doesn't matter where a bin ends among them.
 */
final class Reliability {

    private static final int DRAWS = 200;

    /** A deviation of a number of events from which on its distribution is as good as normal. */
    private static final double MANY = 10;

    /** Says what perfect calibration would give: the mean expected calibration error, and its 95th percentile. */
    record Perfect(double mean, double high) {}

    private final double[] probabilities;
    private final double[] outcomes;
    private final int[] ties;
    private final int bins;

    private Reliability(double[] probabilities, double[] outcomes, int bins) {
        this.probabilities = probabilities;
        this.outcomes = outcomes;
        this.ties = ties(probabilities);
        this.bins = Math.min(bins, outcomes.length);
    }

    static Reliability of(int[] labels, Predictions predictions, int bins) {
        double[] scores = new double[labels.length];
        double[] events = new double[labels.length];
        for (int example = 0; example < scores.length; example++) {
            int predicted = predictions.predicted(example);
            int event = predictions.classes() == 2 ? 1 : predicted;
            scores[example] = predicted < 0 ? Double.NaN : predictions.probability(example, event);
            events[example] = labels[example] == event ? 1 : 0;
        }
        int[] order = Positions.sorted(Positions.below(scores.length), example -> scores[example]);
        return new Reliability(
                Arrays.stream(order).mapToDouble(example -> scores[example]).toArray(),
                Arrays.stream(order).mapToDouble(example -> events[example]).toArray(),
                bins);
    }

    /** Returns whether every probability is a number, and there are some. */
    boolean known() {
        return probabilities.length > 0 && !Double.isNaN(probabilities[probabilities.length - 1]);
    }

    double[] means() {
        double[] means = binned(probabilities);
        for (int bin = 0; bin < bins; bin++) {
            // Rounding must not put the bins of one probability out of order.
            means[bin] = Math.min(probabilities[start(bin + 1) - 1], Math.max(probabilities[start(bin)], means[bin]));
        }
        return means;
    }

    double[] shares() {
        return binned(smooth(outcomes.clone()));
    }

    /** Returns the mean over examples of the distance between a bin's probability and its share of events. */
    double error() {
        return error(means(), outcomes.clone());
    }

    /**
     * Returns the mean over examples of the squared distance between a bin's probability and its share of events, less what chance
     * adds to it: centred at 0 for a perfectly calibrated model, so that it may be negative. Here examples of one probability stay
     * in one bin, and a bin of a single example, which says nothing of chance, counts as 0.
     *
     * <p>Source: Kumar, Liang and Ma, "Verified uncertainty calibration", NeurIPS 2019, definition 4.2.
     */
    double debiasedSquare() {
        double sum = 0;
        int from = 0;
        for (int bin = 1; bin <= bins; bin++) {
            int to = start(bin);
            while (to < outcomes.length && probabilities[to] == probabilities[to - 1]) {
                to++;
            }
            if (to - from > 1) {
                double expected = Arrays.stream(probabilities, from, to).sum() / (to - from);
                double share = Arrays.stream(outcomes, from, to).sum() / (to - from);
                double distance = expected - share;
                sum += (to - from) * (distance * distance - share * (1 - share) / (to - from - 1));
            }
            from = Math.max(from, to);
        }
        return sum / outcomes.length;
    }

    /** Returns the same as {@link #error()} for outcomes that are drawn from the probabilities. */
    Perfect perfect(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Stretch> stretches = stretches();
        double[] expected = means();
        double[] errors = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] events = new double[bins];
            for (Stretch stretch : stretches) {
                stretch.add(stretch.draw(random), events);
            }
            double sum = 0;
            for (int bin = 0; bin < bins; bin++) {
                sum += Math.abs(expected[bin] * (start(bin + 1) - start(bin)) - events[bin]);
            }
            errors[draw] = sum / outcomes.length;
        }
        Arrays.sort(errors);
        return new Perfect(Arrays.stream(errors).average().orElse(Double.NaN), errors[DRAWS * 95 / 100 - 1]);
    }

    /** Returns the examples in stretches within a bin, but for those of one probability in several bins, which share their outcomes. */
    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        int from = 0;
        int tie = 0;
        for (int bin = 0; bin < bins; bin++) {
            int end = start(bin + 1);
            while (tie < ties.length && ties[tie + 1] <= end) {
                tie += 2;
            }
            boolean across = tie < ties.length && ties[tie] < end;
            int to = Math.max(from, across ? ties[tie] : end);
            stretches.add(new Stretch(from, to));
            from = to;
            if (across) {
                from = ties[tie + 1];
                stretches.add(new Stretch(to, from));
                tie += 2;
            }
        }
        return stretches;
    }

    /** Examples next to each other, of which only the number of events matters. */
    private final class Stretch {

        private final int from;
        private final int to;
        private final double mean;
        private final double deviation;

        Stretch(int from, int to) {
            this.from = from;
            this.to = to;
            this.mean = Arrays.stream(probabilities, from, to).sum();
            this.deviation = Math.sqrt(Arrays.stream(probabilities, from, to)
                    .map(probability -> probability * (1 - probability))
                    .sum());
        }

        /** Draws the number of events: example by example, or where it varies by ten or more from a normal distribution. */
        double draw(SplittableRandom random) {
            if (deviation >= MANY) {
                return mean + deviation * random.nextGaussian();
            }
            int events = 0;
            for (int index = from; index < to; index++) {
                events += random.nextDouble() < probabilities[index] ? 1 : 0;
            }
            return events;
        }

        /** Adds events to the bins, by how many of the examples are in each. */
        void add(double events, double[] byBin) {
            for (int bin = 0; bin < bins; bin++) {
                int within = Math.min(to, start(bin + 1)) - Math.max(from, start(bin));
                if (within > 0) {
                    byBin[bin] += events * within / (to - from);
                }
            }
        }
    }

    private double error(double[] expected, double[] events) {
        double[] found = binned(smooth(events));
        double sum = 0;
        for (int bin = 0; bin < bins; bin++) {
            sum += Math.abs(expected[bin] - found[bin]) * (start(bin + 1) - start(bin));
        }
        return sum / events.length;
    }

    private int start(int bin) {
        return Math.toIntExact((long) probabilities.length * bin / bins);
    }

    private double[] binned(double[] values) {
        double[] means = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            double sum = 0;
            for (int index = start(bin); index < start(bin + 1); index++) {
                sum += values[index];
            }
            means[bin] = sum / (start(bin + 1) - start(bin));
        }
        return means;
    }

    /** Puts the mean of their outcomes for those of one probability, in place. */
    private double[] smooth(double[] events) {
        for (int tie = 0; tie < ties.length; tie += 2) {
            double sum = 0;
            for (int index = ties[tie]; index < ties[tie + 1]; index++) {
                sum += events[index];
            }
            Arrays.fill(events, ties[tie], ties[tie + 1], sum / (ties[tie + 1] - ties[tie]));
        }
        return events;
    }

    /** Returns where examples of one probability start and end, one after the other, wherever there are several. */
    private static int[] ties(double[] probabilities) {
        IntStream.Builder ties = IntStream.builder();
        int from = 0;
        for (int to = 1; to <= probabilities.length; to++) {
            if (to == probabilities.length || probabilities[to] != probabilities[from]) {
                if (to - from > 1) {
                    ties.add(from).add(to);
                }
                from = to;
            }
        }
        return ties.build().toArray();
    }
}
