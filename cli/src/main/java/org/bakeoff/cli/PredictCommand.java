package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.bakeoff.api.TrainedModel.QueryException;
import org.bakeoff.experiment.LoadedModel;
import org.bakeoff.experiment.TrainedRun;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.TerminalText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Classifies texts with the models of a run. */
@Command(
        name = "predict",
        description = "Classifies texts with the models of a run: those given, or the lines of standard input.",
        mixinStandardHelpOptions = true)
final class PredictCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "RUN", description = "The run directory.")
    private @Nullable Path run;

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

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws IOException {
        CommandLine line = Objects.requireNonNull(command).commandLine();
        try (TrainedRun trained = TrainedRun.open(Objects.requireNonNull(run), plugins.all())) {
            List<String> asked = names.isEmpty() ? trained.models() : names;
            List<LoadedModel> models = models(trained, asked, line);
            if (models.isEmpty()) {
                return ErrorCode.FAILED;
            }
            boolean colours = !json && Boolean.getBoolean("bakeoff.colours");
            PredictionWriter answers = json ? new JsonPredictionWriter() : new TextPredictionWriter(colours);
            if (texts.isEmpty()) {
                stream(answers, models, line.getOut());
            } else {
                write(answers.to(texts, models), line.getOut());
            }
            if (colours && models.stream().anyMatch(LoadedModel::explains)) {
                write(AttributionColours.legend() + "\n", line.getOut());
            }
            return models.size() == asked.size() ? CommandLine.ExitCode.OK : ErrorCode.FAILED;
        } catch (QueryException e) {
            throw new BakeoffException(
                    ErrorCode.MODEL_UNUSABLE, ErrorLocation.NONE, String.valueOf(e.getMessage()), "", e);
        }
    }

    /** Opens the models. A missing model is an error only if it was requested by name; otherwise its reason is printed. */
    private List<LoadedModel> models(TrainedRun trained, List<String> asked, CommandLine line) throws IOException {
        List<LoadedModel> models = new ArrayList<>();
        for (String name : asked) {
            try {
                models.add(seed == null ? trained.model(name) : trained.model(name, seed));
            } catch (IllegalArgumentException e) {
                throw new ParameterException(line, String.valueOf(e.getMessage()), e);
            } catch (BakeoffException e) {
                if (asked.size() == 1 || !names.isEmpty()) {
                    throw e;
                }
                line.getErr().println(TerminalText.lines(String.valueOf(e.getMessage())));
            }
        }
        return models;
    }

    private static void stream(PredictionWriter answers, List<LoadedModel> models, PrintWriter out) throws IOException {
        LineReadAhead lines = new LineReadAhead(System.in);
        try {
            List<String> some = lines.next();
            while (!some.isEmpty() && write(answers.to(some, models), out)) {
                some = lines.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the predictions were interrupted");
        }
    }

    /** Writes lines, and returns whether the output is still read, unlike after {@code | head}. */
    private static boolean write(String lines, PrintWriter out) {
        out.print(lines);
        out.flush();
        // The writer itself doesn't report a closed pipe.
        return !System.out.checkError();
    }
}
