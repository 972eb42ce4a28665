package org.bakeoff.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.SomeNames;
import org.bakeoff.statistics.ComparedDataset;
import org.bakeoff.statistics.ComparedPair;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.SlicesResult;

/** Says of each topic of the page in a line what is found there; nothing of a topic that has nothing, which isn't shown. */
public final class Topics {

    private static final int MOST = 3;

    /** How many letters fit a line beside the topic. */
    private static final int LINE = 80;

    private final Page page;
    private final ComparisonResult result;

    Topics(Page page) {
        this.page = page;
        this.result = page.result();
    }

    /** Returns what is found of models and metrics. */
    public String models() {
        return list(result.metrics().all().stream()
                .map(MeasuredMetrics.Metric::title)
                .map(ResultTables::inSentence)
                .toList());
    }

    /** Returns what is found of differences. */
    public String differences() {
        return differences(result.comparisons());
    }

    /** Returns how many of some pairs have a winner. */
    static String differences(List<? extends ComparedPair<?>> pairs) {
        if (pairs.isEmpty()) {
            return "";
        }
        long winners = pairs.stream().filter(ComparedPair::hasWinner).count();
        return Numbers.count(winners) + " of " + Numbers.count(pairs.size()) + (pairs.size() == 1 ? " pair" : " pairs")
                + " with a significant difference";
    }

    /** Returns what is found of searches. */
    public String search() {
        return list(result.searches().stream()
                .map(search -> search.model() + ": "
                        + ResultSentences.values(search.best().values()))
                .toList());
    }

    /** Returns what is found of training. */
    public String training() {
        return page.losses().isEmpty() ? "" : "loss and accuracy by epoch and seed";
    }

    /** Returns what is found of curves and tables. */
    public String metrics() {
        return list(Stream.concat(
                        page.curves().stream().map(Chart::title),
                        page.tables().stream().map(Table::title))
                .toList());
    }

    /** Returns what is found of slices. */
    public String slices() {
        return list(page.slices().stream().map(SlicesResult::title).toList());
    }

    /** Returns what is found of examples. */
    public String examples() {
        return list(
                page.cases().stream().map(CasesView::cases).map(Cases::title).toList());
    }

    /** Returns what is found of budgets. */
    public String budgets() {
        return ResultTables.budgets(result).rows().isEmpty()
                ? ""
                : "what each model was given: epochs, updates, tokens, parameters";
    }

    /** Returns what is found of the data. */
    public String data() {
        ComparedDataset data = result.dataset();
        List<String> found = new ArrayList<>(List.of(Numbers.count(data.test()) + " test examples"));
        if (data.description().train() > 0) {
            found.add(Numbers.count(data.description().train()) + " to train on");
        }
        found.add(Numbers.count(data.description().classes().size()) + " classes");
        long checks = data.checks().stream()
                .filter(check -> check.count() > 0 && DataTables.misleads(check.what()))
                .count();
        if (checks > 0) {
            found.add(Numbers.count(checks) + (checks == 1 ? " check" : " checks") + " found something");
        }
        return String.join(", ", found);
    }

    /** Returns what is found of layers. */
    public String layers() {
        return list(result.models().stream()
                .filter(model -> model.description().parameters() > 0)
                .map(model ->
                        model.name() + " " + Numbers.rough(model.description().parameters()))
                .toList());
    }

    /** Returns what is found of provenance. */
    public String provenance() {
        return "versions, machine, plugins, the spec";
    }

    /** Names the first parts, as many as fit a line. */
    static String list(List<String> parts) {
        int shown = Math.min(MOST, parts.size());
        while (shown > 1 && String.join(", ", parts.subList(0, shown)).length() > LINE) {
            shown--;
        }
        String names = SomeNames.of(parts, shown);
        return names.isBlank() && !parts.isEmpty() ? Numbers.count(parts.size()) : names;
    }
}
