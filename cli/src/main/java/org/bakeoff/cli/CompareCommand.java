package org.bakeoff.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.RunComparison;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.statistics.ComparisonResult;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares the trials of finished runs. */
@Command(
        name = "compare",
        description =
                "Compares the trials of several runs on the same test examples, or of one run again; trains nothing.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RUN", arity = "1..*", description = "The run directories.")
    private List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/comparison",
            description = "The run directory of the comparison; default runs/comparison.")
    private Path out = Path.of("runs", "comparison");

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        RunComparison comparison = new RunComparison(runs, out, plugins.all(), CacheFolder.ofPlatform(), offline);
        ComparisonResult result;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            result = comparison.run(display);
        }
        new ResultText(result, line.getOut()).print();
        line.getOut().println();
        line.getOut().println("Report: " + comparison.directory().resolve("report.html"));
        line.getOut().flush();
        return result.complete() ? CommandLine.ExitCode.OK : ErrorCode.FAILED;
    }
}
