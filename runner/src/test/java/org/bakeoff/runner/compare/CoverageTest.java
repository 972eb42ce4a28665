package org.bakeoff.runner.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often the 95% interval of a difference holds the truth, in worlds whose truth is known. */
class CoverageTest {

    private static final double TRUTH = 0.1;
    private static final int REPLICATIONS = 600;

    @ParameterizedTest
    @CsvSource({
        // seeds, and the spread of what a seed, a cluster, and both together do
        "5, 0.10, 0.3, 0.1",
        "5, 0.00, 0.3, 0.1",
        "3, 0.05, 0.3, 0.3",
        "8, 0.20, 0.1, 0.0"
    })
    void theIntervalHoldsTheTruthAsOftenAsItSays(int seeds, double ofSeed, double ofCluster, double ofBoth) {
        Random random = new Random(20_240_607);
        int[] groups = groups();
        int held = 0;
        for (int round = 0; round < REPLICATIONS; round++) {
            Contrast contrast = new Scores(groups)
                    .model("left", model(random, groups, seeds, TRUTH, ofSeed, ofCluster, ofBoth))
                    .model("right", model(random, groups, seeds, 0, ofSeed, ofCluster, ofBoth))
                    .contrast(Scores.MEAN);
            held += contrast.low() <= TRUTH && TRUTH <= contrast.high() ? 1 : 0;
        }
        assertThat((double) held / REPLICATIONS).isBetween(0.92, 0.98);
    }

    @Test
    void withOneSeedItHoldsForTheseTrainedWeights() {
        Random random = new Random(1);
        int[] groups = groups();
        int held = 0;
        for (int round = 0; round < REPLICATIONS; round++) {
            Contrast contrast = new Scores(groups)
                    .model("left", model(random, groups, 1, TRUTH, 0, 0.3, 0.1))
                    .model("right", model(random, groups, 1, 0, 0, 0.3, 0.1))
                    .contrast(Scores.MEAN);
            held += contrast.low() <= TRUTH && TRUTH <= contrast.high() ? 1 : 0;
        }
        assertThat((double) held / REPLICATIONS).isBetween(0.92, 0.98);
    }

    /** Forty clusters of one to four examples. */
    private static int[] groups() {
        return IntStream.range(0, 40)
                .flatMap(group -> IntStream.generate(() -> group).limit(1 + group % 4))
                .toArray();
    }

    private static double[][] model(
            Random random, int[] groups, int seeds, double mean, double ofSeed, double ofCluster, double ofBoth) {
        double[] cluster =
                random.doubles(40).map(x -> ofCluster * random.nextGaussian()).toArray();
        double[][] scores = new double[seeds][groups.length];
        for (double[] one : scores) {
            double seed = ofSeed * random.nextGaussian();
            double[] both =
                    random.doubles(40).map(x -> ofBoth * random.nextGaussian()).toArray();
            for (int index = 0; index < one.length; index++) {
                one[index] = mean + seed + cluster[groups[index]] + both[groups[index]] + 0.2 * random.nextGaussian();
            }
        }
        return scores;
    }
}
