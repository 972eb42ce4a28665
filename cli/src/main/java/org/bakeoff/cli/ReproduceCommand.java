package org.bakeoff.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.Reproduction;
import org.bakeoff.experiment.RunReproduction;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.VerdictSentences;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trains the models of a run again. */
@Command(
        name = "reproduce",
        description = "Trains the models of a run again and says: identical, equivalent, different, or undecided.")
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
        RunReproduction again = new RunReproduction(
                run, out, margin(margin), plugins.all(), CacheFolder.ofPlatform(), offline, workers);
        Reproduction result;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            InterruptSignals.to(Thread.currentThread(), display::close);
            result = again.run(display);
        }
        print(result, text);
        return result.verdict().isReproduced();
    }

    private static void print(Reproduction result, PrintWriter text) {
        List<String> changes = result.changes();
        if (!changes.isEmpty()) {
            text.println("What has changed since:");
            changes.forEach(change -> text.println("  " + TerminalText.of(change)));
        }
        text.println(
                switch (result.verdict()) {
                    case IDENTICAL ->
                        "Identical: the predictions of all "
                                + result.identical().size() + " trials are the same to the byte.";
                    case EQUIVALENT -> "Equivalent: " + trials(result) + "but each model is equivalent to itself.";
                    case UNDECIDED ->
                        "Undecided: " + trials(result) + "and whether each model is as good as it was is not known. "
                                + remedy(result);
                    case DIFFERENT ->
                        result.other().isEmpty()
                                ? "Different: the data is not what it was, so nothing was trained."
                                : "Different: " + trials(result) + "and not every model is as good as it was.";
                });
        result.both().map(VerdictSentences::new).ifPresent(sentences -> {
            sentences.verdicts().forEach(sentence -> text.println("  " + sentence.text()));
            sentences.simultaneous().ifPresent(sentence -> text.println("  " + sentence));
        });
    }

    private static String remedy(Reproduction result) {
        boolean margin = result.both()
                .filter(both -> both.conclusion().margin().isPresent())
                .isPresent();
        return margin
                ? "More seeds or test examples make the intervals narrower."
                : "--margin SIZE says which difference counts as none.";
    }

    private static String trials(Reproduction result) {
        return "the predictions of " + String.join(", ", result.other()) + " are not the same, ";
    }
}
