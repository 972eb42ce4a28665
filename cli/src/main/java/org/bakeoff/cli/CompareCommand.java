package org.bakeoff.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.experiment.PredictionComparison;
import org.bakeoff.experiment.RunComparison;
import org.bakeoff.io.PlainPath;
import org.bakeoff.io.TerminalText;
import org.bakeoff.spec.ComparisonConfig;
import org.bakeoff.spec.SpecException;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares the trials of finished runs, or predictions from elsewhere. */
@Command(
        description = {
            "Compares the trials of several runs, or of one run again.",
            "Their test examples must be the same. Nothing is trained.",
            "With --gold it compares predictions from elsewhere instead, which needs neither a run nor PyTorch."
        })
final class CompareCommand extends Subcommand {

    /** The options that stand for keys of a spec. */
    private static final Map<String, String> RULES = Map.of(
            "/comparison/primaryMetric",
            "--primary-metric",
            "/comparison/margin",
            "--margin",
            "/comparison/positive",
            "--positive");

    @Parameters(paramLabel = "RUN", arity = "0..*", description = "The run directories.")
    private List<Path> runs = List.of();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "The run directory of the comparison; default runs/comparison. With --gold nothing is written by default.")
    private @Nullable Path out;

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
    private ResultOptions results = new ResultOptions();

    @Option(
            names = "--fail-if",
            paramLabel = "worse",
            description =
                    "Ends with 1 if the second of two models is worse than the first one, by its verdict. Baselines besides"
                            + " these two don't count.")
    private @Nullable FailIf failIf;

    private enum FailIf {
        /** The second model is significantly worse. */
        WORSE
    }

    @Mixin
    private PluginFolders plugins = new PluginFolders();

    @ArgGroup(exclusive = false, heading = "Predictions from elsewhere:%n")
    private @Nullable PredictionOptions predictions;

    private static final class PredictionOptions {

        @Option(
                names = "--gold",
                required = true,
                paramLabel = "FILE",
                description =
                        "The test examples, CSV or JSON Lines with the columns id and label, and perhaps text and group;"
                                + " 'bakeoff export' writes one.")
        private Path gold = Path.of("");

        @Option(
                names = "--model",
                required = true,
                paramLabel = "NAME=FILE[,FILE]...",
                description =
                        "A model and its predictions, a file for each seed: id, label and probability (of the second"
                                + " class), or p0, p1, ..., or a column for each class, or no probability at all. May be given"
                                + " several times.")
        private List<String> models = List.of();

        @Option(
                names = "--baseline",
                paramLabel = "NAME",
                description = "Marks a model that the others should outperform. May be given several times.")
        private List<String> baselines = List.of();

        @Option(
                names = "--classes",
                paramLabel = "NAME",
                split = ",",
                description =
                        "The classes in the order of their indexes; one with a comma in double quotes. Default: those of"
                                + " FILE, in alphabetical order, numbers in ascending order.")
        private List<String> classes = List.of();

        @Option(
                names = "--primary-metric",
                paramLabel = "METRIC",
                description = "The metric that verdicts are about; default: accuracy.")
        private @Nullable String primaryMetric;

        @Option(
                names = "--positive",
                paramLabel = "CLASS",
                description = "Of two classes the one that precision, recall and F1 are about; default: the rarer one.")
        private @Nullable String positive;
    }

    @Override
    boolean run(PrintWriter text) throws IOException {
        results.check();
        if (out != null) {
            requireHere("--out", out.toString());
        }
        if (predictions != null) {
            return compare(predictions, text);
        }
        if (runs.isEmpty()) {
            throw misuse("Name run directories to compare, or compare predictions from elsewhere: --gold test.csv"
                    + " --model NAME=FILE");
        }
        RunComparison comparison = new RunComparison(
                runs,
                out == null ? Path.of("runs", "comparison") : out,
                margin(margin),
                plugins.all(),
                CacheFolder.ofPlatform(),
                offline);
        checkPair(comparison.models(), ModelResult::baseline);
        ComparisonResult result;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            InterruptSignals.to(Thread.currentThread(), display::close, "removing what was copied");
            result = comparison.run(display.andThen(event -> InterruptSignals.check()));
        }
        return shown(result, Optional.of(comparison.directory().toString()), text);
    }

    private boolean compare(PredictionOptions files, PrintWriter text) throws IOException {
        if (!runs.isEmpty()) {
            throw misuse(
                    "--gold compares files of predictions, and " + runs.get(0)
                            + " is a run directory; compare either runs or files. The predictions.csv of a trial is such a file");
        }
        PredictionComparison comparison = PredictionComparison.of(files.gold)
                .classes(files.classes.stream().map(CompareCommand::unquoted).toList())
                .rules(new ComparisonConfig(files.primaryMetric, boxed(margin(margin)), files.positive));
        Map<String, List<Path>> models = models(files.models);
        for (String baseline : files.baselines) {
            if (!models.containsKey(baseline)) {
                throw misuse("--baseline " + baseline + " is none of the models " + String.join(", ", models.keySet()));
            }
        }
        checkPair(models.keySet(), files.baselines::contains);
        models.forEach((name, predictions) -> {
            if (files.baselines.contains(name)) {
                comparison.baseline(name, predictions);
            } else {
                comparison.model(name, predictions);
            }
        });
        plugins.all().forEach(comparison::plugins);
        if (out != null) {
            comparison.out(out);
        }
        ComparisonResult result;
        try (ProgressDisplay display = ProgressDisplay.ofTerminal()) {
            result = comparison.run(display.andThen(event -> InterruptSignals.check()));
        } catch (SpecException e) {
            throw misuse(e.faults().stream()
                    .map(fault -> RULES.getOrDefault(fault.pointer(), fault.pointer()) + ": " + fault.message())
                    .collect(Collectors.joining("\n")));
        }
        List<String> classes = result.dataset().description().classes();
        text.println("Classes by index: " + TerminalText.of(String.join(", ", classes))
                + (classes.size() == 2 ? "; a single probability is that of " + TerminalText.of(classes.get(1)) : ""));
        return shown(
                result,
                Optional.ofNullable(out).map(folder -> PlainPath.of(folder).toString()),
                text);
    }

    /** Shows the result, and returns whether all that was asked for succeeded. */
    private boolean shown(ComparisonResult result, Optional<String> place, PrintWriter text) throws IOException {
        results.show(result, place, text);
        if (failIf == null) {
            return result.complete();
        }
        List<ModelResult> pair = pair(result.models(), ModelResult::baseline);
        String first = pair.get(0).name();
        String second = pair.get(1).name();
        Optional<PairwiseComparison> found = result.comparisons()
                .find(first, second)
                .filter(comparison -> comparison.verdict() != Verdict.UNDETERMINED);
        boolean worse = found.filter(comparison -> comparison.isBetter(first)).isPresent();
        if (worse || found.isEmpty()) {
            text.flush();
            System.err.println(
                    found.isEmpty()
                            ? first + " and " + second + " could not be compared."
                            : second + " is worse than " + first + ".");
        }
        // What an evaluator could not find says nothing of the verdict.
        return result.models().stream().allMatch(ModelResult::complete) && found.isPresent() && !worse;
    }

    /** Refuses --fail-if, before anything is compared, where it isn't clear which two models it is about. */
    private <T> void checkPair(Collection<T> models, Predicate<T> baseline) {
        int count = pair(models, baseline).size();
        if (failIf != null && count != 2) {
            throw misuse("--fail-if worse is about two models, the first one and one that may replace it; there are "
                    + count + ", not counting baselines");
        }
    }

    /** Returns the models that aren't baselines, or all if they are two. */
    private static <T> List<T> pair(Collection<T> models, Predicate<T> baseline) {
        return models.stream()
                .filter(model -> models.size() == 2 || !baseline.test(model))
                .toList();
    }

    /** Returns a name without the double quotes that keep a comma in it from dividing two names. */
    private static String unquoted(String name) {
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    private static @Nullable Double boxed(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** Returns the files of each model. Further files of a model may stand in further options. */
    private Map<String, List<Path>> models(List<String> options) {
        Map<String, List<Path>> models = new LinkedHashMap<>();
        for (String option : options) {
            int equals = option.indexOf('=');
            String name = option.substring(0, Math.max(0, equals));
            if (!ModelResult.isName(name)) {
                throw misuse("--model " + option + " must be NAME=FILE or NAME=FILE,FILE..., the name of at most 100"
                        + " letters, digits, dots, hyphens and underscores");
            }
            String files = option.substring(equals + 1);
            // A name of a file may have a comma.
            Stream<String> each = Files.exists(Path.of(files)) ? Stream.of(files) : Stream.of(files.split(",", -1));
            List<Path> paths = models.computeIfAbsent(name, model -> new ArrayList<>());
            each.forEach(file -> {
                if (file.isBlank()) {
                    throw misuse("--model " + option + " lacks the name of a file");
                }
                paths.add(Path.of(file));
            });
        }
        return models;
    }
}
