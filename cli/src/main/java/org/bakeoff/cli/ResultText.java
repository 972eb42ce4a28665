package org.bakeoff.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.api.Cases;
import org.bakeoff.api.Finding;
import org.bakeoff.runner.compare.ComparisonResult;
import org.bakeoff.runner.compare.Contrast;
import org.bakeoff.runner.compare.ModelResult;
import org.bakeoff.runner.report.Figures;

/** Prints a comparison for people. */
final class ResultText {

    private static final int EXCERPT = 400;

    private final ComparisonResult result;
    private final PrintWriter out;

    ResultText(ComparisonResult result, PrintWriter out) {
        this.result = result;
        this.out = out;
    }

    void print() {
        result.models().forEach(this::layers);
        cases();
        heading("Models");
        models();
        if (!result.contrasts().isEmpty()) {
            heading("Differences");
            contrasts();
        }
        failures();
        problems();
        out.println();
        result.contrasts().stream()
                .map(Contrast::verdict)
                .filter(verdict -> !verdict.equals("exploratory"))
                .forEach(verdict -> out.println(verdict + "."));
    }

    private void layers(ModelResult model) {
        if (model.layers().isEmpty()) {
            return;
        }
        heading(model.name());
        List<String[]> rows = new ArrayList<>();
        model.layers()
                .forEach(layer ->
                        rows.add(new String[] {layer.name(), layer.output(), Figures.count(layer.parameters())}));
        rows.add(new String[] {"total", "", Figures.count(model.parameters())});
        table(List.of("layer", "output", "parameters>"), rows);
    }

    private void models() {
        List<ComparisonResult.MeasuredMetric> metrics = result.metrics();
        List<String> header = new ArrayList<>(List.of("model"));
        metrics.forEach(metric -> header.add("test " + metric.title().toLowerCase(java.util.Locale.ROOT) + " (95%)"));
        header.addAll(List.of("seeds>", "parameters>", "training>", "examples/s>"));
        List<String[]> rows = new ArrayList<>();
        for (ModelResult model : result.models()) {
            List<String> row = new ArrayList<>(List.of(model.name()));
            metrics.forEach(metric -> row.add(Figures.estimate(model.metrics().get(metric.name()))));
            row.add(Figures.seeds(model));
            row.add(Figures.count(model.parameters()));
            row.add(Figures.seconds(model.trainSeconds()));
            row.add(Figures.count(model.examplesPerSecond()));
            rows.add(row.toArray(String[]::new));
        }
        table(header, rows);
        out.println("on " + Figures.count(result.dataset().test()) + " test examples in "
                + Figures.count(result.dataset().clusters()) + " clusters; means over seeds");
    }

    private void contrasts() {
        List<String[]> rows = new ArrayList<>();
        for (Contrast contrast : result.contrasts()) {
            rows.add(new String[] {
                contrast.metric(),
                contrast.left() + " - " + contrast.right(),
                Figures.signed(contrast.difference()),
                Figures.interval(contrast.low(), contrast.high()),
                Figures.p(contrast.p()),
                Figures.p(contrast.adjustedP())
            });
        }
        table(List.of("metric", "models", "difference>", "95% interval", "p>", "p after Holm>"), rows);
    }

    private void cases() {
        for (Finding finding : result.findings()) {
            if (finding instanceof Cases cases && !cases.cases().isEmpty()) {
                heading(cases.title() + ": " + Figures.count(cases.total()) + " examples");
                cases.cases().forEach(this::print);
            }
        }
    }

    private void print(Cases.Case one) {
        out.println(one.id() + ", " + one.label() + ": " + excerpt(one.text()));
        for (Cases.Opinion opinion : one.opinions()) {
            out.println("    " + opinion.model() + ": right in " + opinion.timesRight() + " of " + opinion.seeds()
                    + ", probability of " + one.label() + " " + Figures.decimal(opinion.probability()));
        }
    }

    /** The beginning of a text; characters that a terminal would obey are shown as a blank. */
    private static String excerpt(String text) {
        String plain = text.codePoints()
                .limit(EXCERPT)
                .map(point ->
                        Character.isISOControl(point) || Character.getType(point) == Character.FORMAT ? ' ' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return text.codePointCount(0, text.length()) > EXCERPT ? plain + "..." : plain;
    }

    private void failures() {
        for (ModelResult model : result.models()) {
            for (ModelResult.Trial trial : model.trials()) {
                if (trial.failure() != null) {
                    out.println();
                    out.println("The trial of " + model.name() + " with seed " + trial.seed() + " failed: "
                            + trial.failure());
                }
            }
        }
    }

    private void problems() {
        for (String problem : result.problems()) {
            out.println();
            out.println(problem);
        }
    }

    private void heading(String text) {
        out.println();
        out.println(text);
    }

    /** Prints a table; a header that ends in {@code >} is of a column of numbers. */
    private void table(List<String> headers, List<String[]> rows) {
        Column[] columns = IntStream.range(0, headers.size())
                .mapToObj(index -> {
                    boolean number = headers.get(index).endsWith(">");
                    HorizontalAlign align = number ? HorizontalAlign.RIGHT : HorizontalAlign.LEFT;
                    return new Column()
                            .header(headers.get(index).replace(">", ""))
                            .headerAlign(align)
                            .dataAlign(align)
                            .maxWidth(1000);
                })
                .toArray(Column[]::new);
        out.println(AsciiTable.builder()
                .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS_NO_OUTSIDE_BORDER)
                .lineSeparator("\n")
                .data(columns, rows.toArray(String[][]::new))
                .asString());
    }
}
