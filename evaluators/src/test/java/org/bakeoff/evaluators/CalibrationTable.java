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

    private static final int REPLICATIONS = Integer.getInteger("bakeoff.replications", 150);

    private final int replications;
    private final List<String> rows = Collections.synchronizedList(new ArrayList<>());

    CalibrationTable() {
        this(0);
    }

    /** Makes a table whose worlds are drawn so many times at least. */
    CalibrationTable(int least) {
        replications = Math.max(REPLICATIONS, least);
    }

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
        void check(SoftAssertions softly, String what, double rate, int replications) {
            double slack = replications < 4000 ? 4 * Math.sqrt(0.075 * 0.925 / replications) : 0;
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
            Draw draw = of(withEffect, truth);
            return new Draw(
                    draw.held,
                    draw.intervals,
                    without.stream().anyMatch(PairwiseComparison::hasWinner),
                    without.stream().allMatch(one -> one.verdict() == Verdict.UNDETERMINED),
                    draw.error);
        }

        /** Asks for an interval alone. */
        static Draw of(Estimate estimate, double truth) {
            boolean interval = estimate.hasInterval();
            boolean held = interval && estimate.low() <= truth && truth <= estimate.high();
            return new Draw(held ? 1 : 0, interval ? 1 : 0, false, !interval, estimate.value() - truth);
        }
    }

    /**
     * A row of the table.
     *
     * @param world what is drawn
     */
    record Row(String world, Bound coverage, Bound claims) {}

    /** Draws a world many times, adds its row, and checks its bounds. */
    void row(SoftAssertions softly, String world, Bound coverage, Bound claims, Function<SplittableRandom, Draw> draw) {
        rows(softly, List.of(new Row(world, coverage, claims)), random -> List.of(draw.apply(random)));
    }

    /** Draws several worlds at once, in the order of their rows, and checks the bounds of each. */
    void rows(SoftAssertions softly, List<Row> of, Function<SplittableRandom, List<Draw>> draw) {
        long first = 31L * of.get(0).world().hashCode();
        List<List<Draw>> draws = IntStream.range(0, replications)
                .parallel()
                .mapToObj(index -> draw.apply(new SplittableRandom(first + index)))
                .toList();
        for (int row = 0; row < of.size(); row++) {
            int number = row;
            add(softly, of.get(row), draws.stream().map(all -> all.get(number)).toList());
        }
    }

    private void add(SoftAssertions softly, Row row, List<Draw> draws) {
        double held = draws.stream().mapToInt(Draw::held).sum();
        double intervals = draws.stream().mapToInt(Draw::intervals).sum();
        double covered = held / intervals;
        double claimed = share(draws.stream().filter(Draw::falseVerdict).count());
        String line = String.format(
                Locale.ROOT,
                "| %s | %.1f%% | %.1f%% | %.1f%% | %+.2f |",
                row.world(),
                100 * covered,
                100 * claimed,
                100 * share(draws.stream().filter(Draw::undetermined).count()),
                100 * draws.stream().mapToDouble(Draw::error).average().orElse(Double.NaN));
        rows.add(line);
        row.coverage().check(softly, "coverage: " + line, covered, replications);
        row.claims().check(softly, "false verdicts: " + line, claimed, replications);
    }

    private double share(long count) {
        return (double) count / replications;
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
