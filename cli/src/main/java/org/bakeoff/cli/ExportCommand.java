package org.bakeoff.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.bakeoff.experiment.DataExport;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Numbers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the data of an experiment. */
@Command(
        description = {
            "Writes the data of a spec for training in another tool.",
            "The training, the validation and the test set are those that a run uses. Predictions come back by 'compare --gold', or by \"predictions\" in the spec."
        })
final class ExportCommand extends Subcommand {

    @Mixin
    private SpecOptions spec = new SpecOptions();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write to.")
    private Path out = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "csv",
            description = "csv (RFC 4180 with a header) or jsonl (an object a line); default csv.")
    private DataExport.Format format = DataExport.Format.CSV;

    @Option(names = "--overwrite", description = "Replaces files that are there.")
    private boolean overwrite;

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Override
    boolean run(PrintWriter text) {
        requireHere("--out", out.toString());
        Experiment experiment = spec.experiment()
                .offline(offline)
                .overwrite(overwrite)
                .predictionsExpected(false)
                .build();
        DataExport export;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            export = experiment.export(out, format, display);
        }
        for (DataExport.File file : export.files()) {
            text.println(TerminalText.of(file.path().toString()) + ": " + Numbers.count(file.examples()) + " examples");
        }
        String classes = export.classes().stream()
                .map(name ->
                        name.contains(",") || name.startsWith("\"") ? "\"" + name.replace("\"", "\"\"") + "\"" : name)
                .collect(Collectors.joining(","));
        // Names come from the data, and this is to be pasted into a shell.
        String quoted = classes.matches("[\\p{L}\\p{N}_.,+-]+") ? classes : "'" + classes.replace("'", "'\\''") + "'";
        text.println(TerminalText.of("Classes by index: " + String.join(", ", export.classes())
                + (export.hasDefaultOrder()
                        ? ""
                        : "; 'compare --gold' must be told this order by --classes " + quoted)));
        return true;
    }
}
