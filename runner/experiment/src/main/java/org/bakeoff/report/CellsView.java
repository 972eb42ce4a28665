package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bakeoff.api.Cases;
import org.bakeoff.api.Cells;

/**
 * The four cells of a pair of models as the report shows them.
 *
 * @param id unique in the page
 * @param title its heading
 * @param note how to read it
 * @param left the model whose being right or wrong makes the rows
 * @param right the model of the columns
 * @param cells both right, only the left, only the right, neither
 * @param models the models whose words are highlighted in any review
 */
public record CellsView(
        String id, String title, String note, String left, String right, List<Cell> cells, List<String> models) {

    private static final int ONLY_LEFT = 1;
    private static final int ONLY_RIGHT = 2;

    /** Copies the lists. */
    public CellsView {
        cells = List.copyOf(cells);
        models = List.copyOf(models);
    }

    /**
     * One cell.
     *
     * @param title what it holds
     * @param total how many examples
     * @param share that as a share of all
     * @param shown whether it is the one that is shown at first
     * @param reviews those that are listed
     */
    public record Cell(String title, int total, double share, boolean shown, List<Review> reviews) {

        /** Copies the list. */
        public Cell {
            reviews = List.copyOf(reviews);
        }
    }

    static CellsView of(Cells cells, String id) {
        List<Cases> all = List.of(cells.both(), cells.onlyLeft(), cells.onlyRight(), cells.neither());
        List<String> titles = List.of(
                "both right", "only " + cells.left() + " right", "only " + cells.right() + " right", "neither right");
        double total = all.stream().mapToLong(Cases::total).sum();
        int shown = cells.onlyLeft().total() >= cells.onlyRight().total() ? ONLY_LEFT : ONLY_RIGHT;
        List<Cell> views = new ArrayList<>();
        Set<String> models = new LinkedHashSet<>();
        for (int index = 0; index < all.size(); index++) {
            Cases cases = all.get(index);
            List<Review> reviews = cases.cases().stream().map(Review::of).toList();
            reviews.forEach(review -> review.highlights().forEach(highlight -> models.add(highlight.model())));
            views.add(new Cell(titles.get(index), cases.total(), cases.total() / total, index == shown, reviews));
        }
        return new CellsView(
                id, cells.title(), cells.note(), cells.left(), cells.right(), views, new ArrayList<>(models));
    }
}
