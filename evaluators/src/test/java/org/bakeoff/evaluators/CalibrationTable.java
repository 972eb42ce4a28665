package org.bakeoff.evaluators;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;

/** Draws simulated worlds many times, checks the shares of covered truths and of false verdicts, and keeps them in a table. */
final class CalibrationTable {

    private static final int REPLICATIONS =
            Integer.getInteger("bakeoff.replications", Boolean.getBoolean("bakeoff.endurance") ? 150 : 40);

    private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

    /** The bounds of a rate over many replications. */
    enum Bound {
        /** Of coverage. */
        NEAR_95(0.925, 0.975),
        AT_LEAST_92(0.925, 1),
        AT_LEAST_90(0.90, 1),
        /** Of false verdicts. */
        NEAR_5(0.025, 0.075),
        AT_MOST_7(0, 0.075),
        SHOWN(0, 1);

        private final double low;
        private final double high;

        Bound(double low, double high) {
            this.low = low;
            this.high = high;
        }

        /** Few replications may be off by chance; from 4,000 on the bounds are strict. */
        void check(SoftAssertions softly, String what, double rate) {
            double slack = REPLICATIONS < 4000 ? 4 * Math.sqrt(0.075 * 0.925 / REPLICATIONS) : 0;
            softly.assertThat(rate).describedAs(what).isBetween(low - slack, high + slack);
        }
    }

    /** What one replication gave: of intervals how many held the truth of how many, and whether a verdict was false. */
    record Draw(int held, int intervals, boolean falseVerdict, boolean undetermined, double error) {

        /**
         * Asks two experiments.
         *
         * @param withEffect the estimate of a difference
         * @param truth the true difference
         * @param without comparisons of equal models, of which none should have a winner
         */
        static Draw of(Estimate withEffect, double truth, Collection<PairwiseComparison> without) {
            boolean interval = withEffect.hasInterval();
            boolean held = interval && withEffect.low() <= truth && truth <= withEffect.high();
            return new Draw(
                    held ? 1 : 0,
                    interval ? 1 : 0,
                    without.stream().anyMatch(PairwiseComparison::hasWinner),
                    without.stream().allMatch(one -> one.verdict() == Verdict.UNDETERMINED),
                    withEffect.value() - truth);
        }
    }

    /** Draws a world many times, adds its row, and checks its bounds. */
    void row(SoftAssertions softly, String world, Bound coverage, Bound claims, Function<SplittableRandom, Draw> draw) {
        List<Draw> draws = IntStream.range(0, REPLICATIONS)
                .parallel()
                .mapToObj(index -> draw.apply(new SplittableRandom(31L * world.hashCode() + index)))
                .toList();
        double held = draws.stream().mapToInt(Draw::held).sum();
        double intervals = draws.stream().mapToInt(Draw::intervals).sum();
        double covered = held / intervals;
        double claimed = share(draws.stream().filter(Draw::falseVerdict).count());
        String line = String.format(
                Locale.ROOT,
                "| %s | %.1f%% | %.1f%% | %.1f%% | %+.2f |",
                world,
                100 * covered,
                100 * claimed,
                100 * share(draws.stream().filter(Draw::undetermined).count()),
                100 * draws.stream().mapToDouble(Draw::error).average().orElse(Double.NaN));
        rows.add(line);
        coverage.check(softly, "coverage: " + line, covered);
        claims.check(softly, "false verdicts: " + line, claimed);
    }

    private static double share(long count) {
        return (double) count / REPLICATIONS;
    }

    /** Writes the table into {@code target/calibration}. */
    void write(String name) throws IOException {
        rows.sort(Comparator.naturalOrder());
        rows.add(0, "| world | coverage | false verdicts | no verdict | mean error, points |");
        rows.add(1, "| --- | --- | --- | --- | --- |");
        Path folder = Files.createDirectories(Path.of("target", "calibration"));
        Files.write(folder.resolve(name + ".md"), rows);
    }
}
