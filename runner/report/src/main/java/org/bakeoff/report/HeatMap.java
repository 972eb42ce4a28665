package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.Finding.Table;

/**
 * The rows of a shaded table that have the same text in the first column, as the page shows them.
 *
 * @param title that text
 * @param columns the headings of the other columns
 * @param rows a list of cells for each row
 */
public record HeatMap(String title, List<String> columns, List<List<Cell>> rows) {

    private static final int LEVELS = 5;

    /** Copies the lists. */
    public HeatMap {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /**
     * A cell.
     *
     * @param text what it shows
     * @param css its class: a level from s0 to s5 by the share of the row's sum; empty where it isn't shaded
     */
    public record Cell(String text, String css) {}

    static List<HeatMap> of(Table table) {
        Map<String, List<List<Cell>>> groups = new LinkedHashMap<>();
        for (List<Object> row : table.rows()) {
            double sum = table.shaded().stream()
                    .mapToDouble(column -> number(row.get(column)))
                    .sum();
            List<Cell> cells = new ArrayList<>();
            for (int column = 1; column < row.size(); column++) {
                boolean shaded = table.shaded().contains(column) && sum > 0;
                cells.add(new Cell(
                        Numbers.cell(row.get(column)),
                        shaded ? "s" + Math.round(LEVELS * number(row.get(column)) / sum) : ""));
            }
            groups.computeIfAbsent(Numbers.cell(row.get(0)), title -> new ArrayList<>())
                    .add(cells);
        }
        List<String> columns = table.columns().subList(1, table.columns().size());
        return groups.entrySet().stream()
                .map(group -> new HeatMap(group.getKey(), columns, group.getValue()))
                .toList();
    }

    private static double number(Object cell) {
        return cell instanceof Number number && number.doubleValue() > 0 && Double.isFinite(number.doubleValue())
                ? number.doubleValue()
                : 0;
    }
}
