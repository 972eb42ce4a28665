package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Metric;
import org.bakeoff.api.ModelPredictions;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.data.TestData;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.Json;
import org.bakeoff.io.PlainPath;
import org.bakeoff.report.Reports;
import org.bakeoff.report.run.HeldRunDirectory;
import org.bakeoff.report.run.Provenance;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.ComparisonConfig;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.Spec;
import org.bakeoff.statistics.ComparisonInput;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelComparison;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.training.progress.Progress;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares predictions from elsewhere with the labels of a test set, without training, DJL or PyTorch. Each method returns this.
 *
 * <pre>{@code
 * ComparisonResult result = PredictionComparison.of(Path.of("test.csv"))
 *         .model("bert", List.of(Path.of("bert-1.csv"), Path.of("bert-2.csv")))
 *         .baseline("svm", List.of(Path.of("svm.csv")))
 *         .run();
 * }</pre>
 *
 * <p>docs/command-line.md describes the files.
 */
public final class PredictionComparison {

    private static final String NAME = "comparison";

    /** The key of spec.json for the file of test examples. */
    static final String GOLD = "gold";

    /** The checks that need no training set. */
    private static final Set<DataCheck.Kind> OF_TEST = Set.of(
            DataCheck.Kind.REPEATED_TEXTS,
            DataCheck.Kind.CLASS_SIZE,
            DataCheck.Kind.SMALLEST_CLASS,
            DataCheck.Kind.LARGEST_CLASS);

    private final Path gold;
    private final Map<String, List<Path>> models = new LinkedHashMap<>();
    private final Set<String> baselines = new LinkedHashSet<>();
    private final List<Path> plugins = new ArrayList<>();
    private List<String> classes = List.of();
    private ComparisonConfig rules = ComparisonConfig.defaults();
    private CacheFolder cache = CacheFolder.ofPlatform();
    private @Nullable Path out;

    private PredictionComparison(Path gold) {
        this.gold = PlainPath.of(gold);
    }

    /**
     * Starts a comparison.
     *
     * @param gold the test examples and their labels, a CSV or JSON Lines file
     */
    public static PredictionComparison of(Path gold) {
        return new PredictionComparison(gold);
    }

    /**
     * Adds a model.
     *
     * @param name its name: at most 100 letters, digits, dots, hyphens and underscores, the first a letter or a digit
     * @param files its predictions, a file for each seed that it was trained with; at least one
     * @throws IllegalArgumentException if it can't have that name or another model has it, or there is no file
     */
    public PredictionComparison model(String name, List<Path> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("the model '" + name + "' has no file of predictions");
        }
        if (!ModelResult.isName(name)) {
            throw new IllegalArgumentException(
                    "a model can't be named '" + name
                            + "'; allowed: at most 100 letters, digits, dots, hyphens and underscores, the first a letter or a digit");
        }
        List<Path> absolute = files.stream().map(PlainPath::of).toList();
        if (models.putIfAbsent(name, absolute) != null) {
            throw new IllegalArgumentException("there is a model named '" + name + "' already");
        }
        return this;
    }

    /** Adds a model that others should outperform; see {@link #model}. */
    public PredictionComparison baseline(String name, List<Path> files) {
        model(name, files);
        baselines.add(name);
        return this;
    }

    /**
     * Names the classes in the order of their indexes, where the file of the labels holds indexes or lacks a class. By default they
     * are those of the file: in ascending order if all are numbers, else in alphabetical order.
     */
    public PredictionComparison classes(List<String> names) {
        classes = names.stream().map(TableFile::stripped).toList();
        return this;
    }

    /**
     * Sets what decides the verdicts. The positive class is by default the rarer class of the test set, the second one if both are
     * equally frequent.
     */
    public PredictionComparison rules(ComparisonConfig comparison) {
        rules = comparison;
        return this;
    }

    /** Writes comparison.json and report.html to a folder; by default nothing is written. */
    public PredictionComparison out(Path folder) {
        out = folder;
        return this;
    }

    /** Adds a folder of plugins, whose evaluators are applied, too. */
    public PredictionComparison plugins(Path folder) {
        plugins.add(folder);
        return this;
    }

    /** Sets where it is noted how often a test set was used; by default the platform's cache folder. */
    public PredictionComparison cache(CacheFolder folder) {
        cache = folder;
        return this;
    }

    /**
     * Compares the models.
     *
     * @throws BakeoffException if there are more models than a spec may have. If a file can't be read or doesn't fit the test examples; the message names everything that is wrong.
     *     Or if results can't be written
     * @throws org.bakeoff.spec.SpecException if there is no such primary metric or positive class, or the margin is too large
     * @throws org.bakeoff.report.run.RunDirectoryInUseException if the folder holds an earlier run's results
     */
    public ComparisonResult run() {
        return run(event -> {});
    }

    /**
     * Compares the models, as {@link #run()}.
     *
     * @param listener hears which evaluator works; what it throws stops the comparison and reaches the caller
     */
    public ComparisonResult run(Consumer<Progress> listener) {
        ComparedModels.checkCount(models.size(), gold);
        return ListenerGuard.to(listener, events -> {
            if (out == null) {
                return new Answer(events).result;
            }
            RunDirectory directory = new RunDirectory(out);
            try (HeldRunDirectory held = directory.holdNew()) {
                Answer answer = new Answer(events);
                answer.write(directory);
                held.keep();
                return answer.result;
            }
        });
    }

    /** Computes the result. */
    private final class Answer {

        private final String started = Instant.now().toString();
        private final long start = System.nanoTime();
        private final List<Evaluator<?>> evaluators;
        private final ComparisonResult result;

        Answer(Consumer<Progress> listener) {
            ExperimentServices services = ExperimentServices.withoutWorkers(plugins, cache, true);
            TestData test = GoldFile.read(gold, classes);
            ImportedModels imported = ImportedModels.read(models, test);
            rules.checkPositive(NAME, test.info().classes());
            OptionalInt positive = rules.positive(test.info().classes(), classSizes(test));
            evaluators = List.copyOf(services.catalogs().evaluators().all().values());
            GuardedEvaluators guard = new GuardedEvaluators(listener);
            List<Finding> findings = guard
                    .findings(
                            evaluators.stream()
                                    .<Spec.Chosen<Evaluator<?>>>map(one -> new Spec.Chosen<>(one, one.defaults()))
                                    .toList(),
                            new Comparison(test.info(), test.examples(), compared(imported), positive),
                            test)
                    .stream()
                    .filter(PredictionComparison::isTelling)
                    .toList();
            DataCounts counts = new DataCounts(ExampleTable.of(List.of()), test);
            List<Warning> warnings = counts.mistakes();
            warnings.addAll(imported.warnings());
            List<Metric> metrics = findings.stream()
                    .filter(Metric.class::isInstance)
                    .map(Metric.class::cast)
                    .toList();
            rules.checkMargin(NAME, metrics);
            long evaluations = services.evaluations().add(test.sha256(), NAME, imported.size());
            result = ModelComparison.compare(
                    new ComparisonInput(
                            NAME,
                            new DatasetDescription(
                                    "gold",
                                    0,
                                    0,
                                    test.info().classes(),
                                    test.info().length(),
                                    test.sha256(),
                                    evaluations),
                            new ComparisonInput.Training(classSizes(test), List.of(), warnings, List.of()),
                            test.examples(),
                            models.keySet().stream()
                                    .map(model -> imported.compared(model, baselines.contains(model)))
                                    .toList(),
                            counts.all().stream()
                                    .filter(count ->
                                            OF_TEST.contains(count.what().kind())
                                                    && count.what().examples() == DataCheck.Examples.TEST)
                                    .toList(),
                            new ComparisonInput.Rules(
                                    Optional.ofNullable(rules.primaryMetric()),
                                    positive,
                                    rules.equivalenceMargin(),
                                    Looks.NONE,
                                    Optional.empty())),
                    findings,
                    guard);
            rules.check(
                    NAME,
                    result.metrics().all().stream()
                            .map(MeasuredMetrics.Metric::name)
                            .toList());
        }

        private void write(RunDirectory directory) throws IOException {
            ObjectNode spec = spec();
            List<SourceFingerprint> inputs = new ArrayList<>(List.of(SourceFingerprint.of(gold.toString(), gold)));
            for (List<Path> files : models.values()) {
                for (Path file : files) {
                    inputs.add(SourceFingerprint.of(file.toString(), file));
                }
            }
            double seconds = ExperimentRun.seconds(start);
            Provenance provenance = RunProvenance.ofPredictions(started, spec, evaluators, inputs, seconds);
            directory.begin(provenance, spec);
            new Reports().write(directory, result, provenance);
        }
    }

    /** Returns what was compared, in the form of a spec. */
    private ObjectNode spec() {
        ObjectNode spec = Json.COMPACT.createObjectNode();
        spec.put("name", NAME);
        spec.put(GOLD, gold.toString());
        if (!classes.isEmpty()) {
            ArrayNode names = spec.putArray("classes");
            classes.forEach(names::add);
        }
        ObjectNode all = spec.putObject("models");
        models.forEach((name, files) -> {
            ObjectNode model = all.putObject(name);
            ArrayNode paths = model.putArray("predictions");
            files.forEach(file -> paths.add(file.toString()));
            if (baselines.contains(name)) {
                model.put("baseline", true);
            }
        });
        ObjectNode comparison = Records.toJson(rules);
        if (!comparison.isEmpty()) {
            spec.set("comparison", comparison);
        }
        return spec;
    }

    private List<ModelPredictions> compared(ImportedModels imported) {
        return models.keySet().stream()
                .map(model -> new ModelPredictions(model, imported.of(model), List.of()))
                .toList();
    }

    private static List<Integer> classSizes(TestData test) {
        int[] sizes = new int[test.info().classes().size()];
        test.examples().forEach(example -> sizes[example.label()]++);
        return IntStream.of(sizes).boxed().toList();
    }

    /** Returns whether a finding says anything: those that would ask a trained model are empty here. */
    private static boolean isTelling(Finding finding) {
        if (finding instanceof Finding.Table table) {
            return !table.rows().isEmpty();
        }
        if (finding instanceof Finding.Curve curve) {
            return !curve.lines().isEmpty();
        }
        return !(finding instanceof Finding.Slices slices) || slices.slices().size() > 1;
    }
}
