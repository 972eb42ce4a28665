package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.TrainedRun;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.RegularFiles;
import org.bakeoff.io.ShellWord;
import org.bakeoff.io.TerminalText;
import org.bakeoff.report.Sentence;
import org.bakeoff.report.WarningSentences;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Classifies texts with the models of a run. */
@Command(description = "Classifies texts with the models of a run.")
final class PredictCommand extends Subcommand {

    /** So many probabilities, of classes by models, are in memory at once, or those of a text. */
    private static final int MOST = 200_000;

    @Parameters(index = "0", paramLabel = "RUN", description = "The run directory.")
    private Path run = Path.of("");

    @Parameters(
            index = "1..*",
            paramLabel = "TEXT",
            description = "The texts; without any, every line of standard input is one, in UTF-8.")
    private List<String> texts = List.of();

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "Asks this model; may be given several times. Default: all.")
    private List<String> names = List.of();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description =
                    "Asks what this seed left. Default: of each model the first seed that was trained to its end.")
    private @Nullable Long seed;

    @Option(names = "--json", description = "Writes a JSON object a text, a line each.")
    private boolean json;

    /** As it is before {@link Bakeoff#execute} keeps it from plugins. */
    private final PrintStream standardOutput = System.out;

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Override
    boolean run(PrintWriter out) throws IOException {
        try (TrainedRun trained = TrainedRun.open(run, plugins.all())) {
            List<String> asked = names.isEmpty() ? trained.models() : names;
            if (asked.isEmpty()) {
                throw new BakeoffException(
                        ErrorCode.MODEL_MISSING,
                        ErrorLocation.of(run),
                        run + " holds no model that can be asked, only predictions",
                        "Ask a run that trained models; a comparison leaves out those that its data gives other token ids.");
            }
            List<LoadedModel> models = models(trained, asked);
            if (models.isEmpty()) {
                return false;
            }
            trained.changedPlugins()
                    .ifPresent(changed -> line().getErr()
                            .println(TerminalText.of(
                                    Sentence.ended(WarningSentences.of(changed).joined("; ")))));
            boolean colours = !json && Boolean.getBoolean("bakeoff.colours");
            Function<List<String>, String> answers =
                    json ? new JsonPredictionWriter(models) : new TextPredictionWriter(models, colours);
            int most = Math.max(1, MOST / (trained.classes().size() * models.size()));
            if (texts.isEmpty()) {
                if (Boolean.getBoolean("bakeoff.typed")) {
                    line().getErr().println("Type texts, each in a line of its own; Ctrl-D ends.");
                }
                stream(some -> write(answers, some, most, out));
            } else {
                texts.stream().filter(PredictCommand::isFile).forEach(this::noteFile);
                write(answers, texts, most, out);
            }
            if (colours && models.stream().anyMatch(LoadedModel::explains)) {
                write(TextPredictionWriter.legend() + "\n", out);
            }
            return models.size() == asked.size();
        }
    }

    /** Opens the models. A missing model is an error only if it was requested by name; otherwise its reason is printed. */
    private List<LoadedModel> models(TrainedRun trained, List<String> asked) {
        List<LoadedModel> models = new ArrayList<>();
        for (String name : asked) {
            try {
                models.add(seed == null ? trained.model(name) : trained.model(name, seed));
            } catch (IllegalArgumentException e) {
                throw misuse(String.valueOf(e.getMessage()));
            } catch (BakeoffException e) {
                if (asked.size() == 1 || !names.isEmpty()) {
                    throw e;
                }
                line().getErr().println(TerminalText.lines(String.valueOf(e.getMessage())));
            }
        }
        return models;
    }

    private static boolean isFile(String text) {
        try {
            return RegularFiles.isFile(Path.of(text));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private void noteFile(String text) {
        line().getErr()
                .println(TerminalText.of(
                        text + " is the name of a file, and is read as a text. To classify the lines of the file: "
                                + Bakeoff.command() + " predict " + ShellWord.of(run.toString()) + " < "
                                + ShellWord.of(text)));
    }

    /**
     * Answers the lines of standard input.
     *
     * @param answered answers some, and returns whether there is anybody to read more
     */
    private static void stream(Predicate<List<String>> answered) throws IOException {
        LineReadAhead lines = new LineReadAhead(System.in);
        try {
            List<String> some = lines.next();
            while (!some.isEmpty() && answered.test(some)) {
                some = lines.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the predictions were interrupted");
        }
    }

    /** Answers texts, so many at once at most, and returns whether the output is still read. */
    private boolean write(Function<List<String>, String> answers, List<String> some, int most, PrintWriter out) {
        boolean isRead = true;
        for (int start = 0; isRead && start < some.size(); start += most) {
            isRead = write(answers.apply(some.subList(start, Math.min(some.size(), start + most))), out);
        }
        return isRead;
    }

    /** Writes lines, and returns whether the output is still read, unlike after {@code | head}. */
    private boolean write(String lines, PrintWriter out) {
        out.print(lines);
        out.flush();
        // The writer itself doesn't report a closed pipe.
        return !standardOutput.checkError();
    }
}
