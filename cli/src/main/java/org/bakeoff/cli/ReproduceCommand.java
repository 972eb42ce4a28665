package org.bakeoff.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.RunReproduction;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.ReproductionSentences;
import org.bakeoff.report.VerdictSentences;
import org.bakeoff.report.run.Reproduction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains the models of a run again. */
@Command(
        description = {
            "Trains the models of a run again and compares the results.",
            "They are identical, equivalent, different, or undecided."
        })
final class ReproduceCommand extends Subcommand {

    @Parameters(paramLabel = "RUN", description = "The run directory, which is left as it is.")
    private Path run = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Keeps what is trained in this run directory; without it, it is deleted at the end.")
    private @Nullable Path out;

    @Option(
            names = "--margin",
            paramLabel = "SIZE",
            description =
                    "The largest difference in the primary metric that counts as none, in its units; default: that of"
                            + " the run's spec, or else 0.01 for a rate such as accuracy.")
    private @Nullable Double margin;

    @Option(names = "--workers", paramLabel = "N", description = "As for run.")
    private @Nullable Integer workers;

    @Option(names = "--offline", description = "Downloads nothing.")
    private boolean offline;

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Override
    boolean run(PrintWriter text) {
        if (out != null) {
            requireHere("--out", out.toString());
        }
        RunReproduction again = new RunReproduction(
                run, out, margin(margin), plugins.all(), CacheFolder.ofPlatform(), offline, workers);
        Reproduction result;
        try (DisplayThread display = new DisplayThread(ProgressDisplay.ofTerminal())) {
            InterruptSignals.to(Thread.currentThread(), display::rest, "writing checkpoints");
            result = again.run(display.andThen(event -> InterruptSignals.check()));
        }
        print(result, text);
        return result.verdict().isReproduced();
    }

    private static void print(Reproduction result, PrintWriter text) {
        if (!result.changes().isEmpty()) {
            text.println("What has changed since:");
        }
        result.changes()
                .forEach(change -> text.println("  " + TerminalText.of(ReproductionSentences.difference(change))));
        text.println(ReproductionSentences.verdict(result));
        result.both().map(VerdictSentences::new).ifPresent(sentences -> {
            sentences.verdicts().forEach(sentence -> text.println("  " + sentence.text()));
            sentences.simultaneous().ifPresent(sentence -> text.println("  " + sentence));
        });
    }
}
