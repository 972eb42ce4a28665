package org.bakeoff.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.RunComparison;
import org.bakeoff.statistics.ComparisonResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the trials of finished runs. */
@Command(
        name = "compare",
        description =
                "Compares the trials of several runs on the same test examples, or of one run again; trains nothing.")
final class CompareCommand extends Subcommand {

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The run directories.")
    private List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/comparison",
            description = "The run directory of the comparison; default runs/comparison.")
    private Path out = Path.of("runs", "comparison");

    @Option(
            names = "--margin",
            paramLabel = "SIZE",
            description =
                    "The largest difference in the primary metric that counts as none, in its units; default: that of"
                            + " the runs' specs, if they have the same.")
    private @Nullable Double margin;

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Override
    boolean run(PrintWriter text) {
        RunComparison comparison =
                new RunComparison(runs, out, margin(margin), plugins.all(), CacheFolder.ofPlatform(), offline);
        ComparisonResult result;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            result = comparison.run(display);
        }
        new ResultText(result, text).print(comparison.directory().toString());
        return result.complete();
    }
}
