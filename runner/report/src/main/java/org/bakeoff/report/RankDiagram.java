package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import org.bakeoff.statistics.DifferenceTest;
import org.bakeoff.statistics.benchmark.BenchmarkResult;
import org.bakeoff.statistics.benchmark.MeanRank;
import org.bakeoff.statistics.benchmark.OverallComparison;

/**
 * A critical-difference diagram: models along an axis of mean ranks, and a bar under those that don't differ by the Holm-adjusted
 * signed-rank test.
 *
 * <p>Sources: Demsar, "Statistical comparisons of classifiers over multiple data sets", Journal of Machine Learning Research 7,
 * 2006, for the diagram; Benavoli, Corani and Mangili, "Should we really use post-hoc tests based on mean-ranks?", Journal of
 * Machine Learning Research 17, 2016, for the test of each pair by itself.
 *
 * @param marks the models, the best one first
 * @param bars the groups of models that don't differ, of two or more
 * @param ticks the ranks of the axis with their places
 * @param height the height of all, in pixels
 * @param caption how to read it
 */
public record RankDiagram(List<Mark> marks, List<Bar> bars, List<Mark> ticks, int height, String caption) {

    /** The width of the diagram, in pixels, to which it is scaled where it has less room. */
    public static final int WIDTH = 480;

    private static final int LEFT = 40;
    private static final int ROW = 22;
    private static final int TOP = 46;
    private static final int BAR = 8;

    /** Copies the lists. */
    public RankDiagram {
        marks = List.copyOf(marks);
        bars = List.copyOf(bars);
        ticks = List.copyOf(ticks);
    }

    /** A label at a place, in pixels. */
    public record Mark(String label, int x, int y) {}

    /** A horizontal bar, in pixels. */
    public record Bar(int from, int to, int y) {}

    /** Returns the diagram; with fewer than two models or data sets an empty one. */
    static RankDiagram of(BenchmarkResult result) {
        List<MeanRank> ranks = result.ranks();
        int models = ranks.size();
        if (models < 2 || result.measured().size() < 2) {
            return new RankDiagram(List.of(), List.of(), List.of(), 0, "");
        }
        List<Mark> ticks = new ArrayList<>();
        int step = Math.max(1, models / 10);
        for (int rank = 1; rank <= models; rank += step) {
            ticks.add(new Mark(Integer.toString(rank), x(rank, models), TOP));
        }
        List<Bar> bars = new ArrayList<>();
        ranks.stream().flatMapToInt(rank -> rank.letters().chars()).distinct().forEach(letter -> {
            List<MeanRank> group = ranks.stream()
                    .filter(rank -> rank.letters().indexOf(letter) >= 0)
                    .toList();
            if (group.size() > 1) {
                bars.add(new Bar(
                        x(group.get(0).rank(), models) - 3,
                        x(group.get(group.size() - 1).rank(), models) + 3,
                        TOP + BAR + BAR * bars.size()));
            }
        });
        int below = TOP + BAR + BAR * bars.size();
        List<Mark> marks = new ArrayList<>();
        for (MeanRank rank : ranks) {
            marks.add(new Mark(
                    rank.model() + " " + Numbers.format("%.2f", rank.rank()),
                    x(rank.rank(), models),
                    below + ROW * (marks.size() + 1)));
        }
        return new RankDiagram(marks, bars, ticks, below + ROW * (models + 1), caption(result));
    }

    /** An exact test of n data sets has no p-value below 2 to the power of 1 - n, before Holm's correction. */
    private static String caption(BenchmarkResult result) {
        int most = result.comparisons().stream()
                .mapToInt(OverallComparison::datasets)
                .max()
                .orElse(0);
        boolean possible = Math.scalb((double) result.comparisons().size(), 1 - most) < DifferenceTest.ALPHA;
        return "Mean ranks over the data sets, 1 is best (critical-difference diagram). A bar joins models that don't differ by the"
                + " signed-rank test of each pair, with Holm's correction"
                + (possible ? "." : ". With " + most + " data sets this test can't find a difference.");
    }

    private static int x(double rank, int models) {
        return (int) Math.round(LEFT + (WIDTH - 2.0 * LEFT) * (rank - 1) / (models - 1));
    }
}
