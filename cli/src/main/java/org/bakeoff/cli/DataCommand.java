package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.DataTables;
import org.bakeoff.report.Numbers;
import org.bakeoff.report.Reports;
import org.bakeoff.statistics.DataSummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the data of an experiment. */
@Command(
        description = {
            "Shows the data of a spec before anything is trained.",
            "Sets, classes, lengths, unknown words, duplicates, and what was assumed in reading."
        })
final class DataCommand extends Subcommand {

    private static final int EXCERPT = 160;

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Option(names = "--html", paramLabel = "FILE", description = "Writes the same as a page.")
    private @Nullable Path html;

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Override
    boolean run(PrintWriter out) throws IOException {
        if (html != null) {
            Reports.requireDataPage(html);
        }
        Experiment experiment =
                spec.experiment().offline(offline).predictionsExpected(false).build();
        DataSummary data;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            data = experiment.data(display);
        }
        print(data, out);
        if (html != null) {
            // The page itself may go there, too.
            out.flush();
            new Reports().write(data, html.toAbsolutePath());
            out.println();
            out.println("Page: " + TerminalText.of(html.toString()));
        }
        return true;
    }

    private static void print(DataSummary data, PrintWriter out) {
        out.println(
                "Dataset " + data.plugin() + ", " + Numbers.count(data.classes().size()) + " classes");
        out.println();
        out.println(TableText.plain(DataTables.sizes(data)));
        DataTables.otherClasses(data).ifPresent(out::println);
        out.println();
        out.println(Paragraph.ofMessage(DataTables.length(data)));
        out.println(TableText.plain(DataTables.lengths(data)));
        out.println();
        out.println(TableText.plain(DataTables.checks(data)));
        out.println();
        for (DataSummary.Shown example : DataTables.examples(data)) {
            out.println(Paragraph.ofMessage(TerminalText.of(example.className()) + ", " + TerminalText.of(example.id())
                    + ": " + TerminalText.excerpt(example.text(), EXCERPT)));
        }
        if (!data.notes().isEmpty()) {
            out.println();
            data.notes()
                    .forEach(note -> out.println(Paragraph.ofMessage("Assumed in reading: " + TerminalText.of(note))));
        }
        if (!DataTables.warnings(data).isEmpty()) {
            out.println();
            DataTables.warnings(data)
                    .forEach(warning -> out.println(Paragraph.ofMessage("Warning: " + TerminalText.of(warning))));
        }
    }
}
