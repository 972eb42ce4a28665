package org.bakeoff.report;

import java.util.List;
import java.util.Optional;
import org.bakeoff.report.leaderboard.Leaderboard;
import org.bakeoff.statistics.RankedModel;

/**
 * A leaderboard as a page shows it.
 *
 * @param board the leaderboard
 * @param ranking its rows with their intervals on one scale
 * @param palette the colours of its models
 */
public record LeaderboardView(Leaderboard board, RankingView ranking, Palette palette) {

    static LeaderboardView of(Leaderboard board) {
        List<RankedModel> models = board.ranking().stream()
                .map(Leaderboard.Row::entry)
                .map(LeaderboardView::ranked)
                .toList();
        return new LeaderboardView(
                board,
                RankingView.of(
                        models,
                        LeaderboardSentences.ranking(board, ""),
                        board.metric().rate()),
                new Palette(models.stream().map(RankedModel::name).toList()));
    }

    private static RankedModel ranked(Leaderboard.Entry entry) {
        return new RankedModel(
                entry.model().name(),
                entry.model().isWhole()
                        ? RankedModel.Kind.RANKED
                        : entry.model().value().isPresent()
                                ? RankedModel.Kind.FAILED_TRIALS
                                : RankedModel.Kind.NO_VALUE,
                entry.model().baseline(),
                LeaderboardSentences.estimate(entry),
                "",
                Optional.empty());
    }
}
