package org.bakeoff.experiment;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.InMemoryDataset;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.report.run.BenchmarkDirectory;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.BenchmarkSpec;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecOverride;
import org.bakeoff.spec.SpecReader;
import org.bakeoff.training.TrialScheduler;
import org.bakeoff.training.executor.ExecutorCatalog;
import org.bakeoff.training.executor.ExecutorOptions;
import org.bakeoff.training.executor.ExecutorProvider;
import org.jspecify.annotations.Nullable;

/**
 * Describes an experiment step by step; each method returns this. An experiment is either a spec, from a file or a text, or
 * assembled here from a name, a dataset, models, training and evaluators. Both are resolved and validated in the same way.
 *
 * <pre>{@code
 * Experiment.builder()
 *         .dataset("synthetic", Map.of("distance", 3))
 *         .model("gru", "gru", Map.of("embedding", 16, "hiddenUnits", List.of(32)))
 *         .model("mean", "average")
 *         .training(training -> training.epochs(5).seeds(1, 2, 3))
 *         .build()
 * }</pre>
 *
 * <p>A plugin's configuration is a map by key, or a record with the components to set, such as the plugin's own. Every other
 * key has its default.
 */
public final class ExperimentBuilder {

    private final List<SpecOverride> overrides = new ArrayList<>();
    private final SpecParts parts = new SpecParts();
    private final List<Path> plugins = new ArrayList<>();
    private @Nullable Path file;
    private SpecReader.@Nullable Source read;
    private @Nullable String json;
    private RunLocation location = new RunLocation(null, null);
    private CacheFolder cache = CacheFolder.ofPlatform();
    private @Nullable Integer workers = 0;
    private @Nullable ExecutorProvider executor;
    private @Nullable String master;
    private Map<String, String> conf = Map.of();
    private boolean offline;
    private boolean overwrite;
    private boolean predictionsExpected = true;

    ExperimentBuilder() {}

    /** Takes the spec from a file; its relative paths are relative to the file's folder. */
    public ExperimentBuilder spec(Path file) {
        this.file = file;
        this.json = null;
        this.read = null;
        return this;
    }

    /** Takes the spec from a text; its relative paths are relative to the working directory. */
    public ExperimentBuilder spec(String json) {
        this.json = json;
        this.file = null;
        this.read = null;
        return this;
    }

    /** Sets the experiment's name, of lower-case letters, digits and hyphens. */
    public ExperimentBuilder name(String name) {
        parts.name(name);
        return this;
    }

    /** Sets the dataset, with its defaults. */
    public ExperimentBuilder dataset(String plugin) {
        return dataset(plugin, Map.of());
    }

    /** Sets the dataset; relative paths are relative to the working directory. */
    public ExperimentBuilder dataset(String plugin, Map<String, ?> config) {
        parts.dataset(plugin, config);
        return this;
    }

    /** Sets the dataset; relative paths are relative to the working directory. */
    public ExperimentBuilder dataset(String plugin, Record config) {
        parts.dataset(plugin, config);
        return this;
    }

    /** Sets the dataset to an instance, which needs no line in {@code META-INF/services}. */
    public <C extends Record> ExperimentBuilder dataset(Dataset<C> plugin, C config) {
        return dataset(parts.add(plugin), config);
    }

    /**
     * Sets the data to examples in memory. They are identified by their content: with others, an earlier run is not resumed.
     */
    public ExperimentBuilder dataset(DataSplits examples) {
        InMemoryDataset dataset = new InMemoryDataset(examples);
        return dataset(dataset, dataset.defaults());
    }

    /**
     * Adds a model with its plugin's defaults.
     *
     * @param name its name in the experiment, of lower-case letters, digits and hyphens
     * @throws IllegalArgumentException if another model has that name
     */
    public ExperimentBuilder model(String name, String plugin) {
        return model(name, plugin, Map.of());
    }

    /** Adds a model; see {@link #model(String, String)}. */
    public ExperimentBuilder model(String name, String plugin, Map<String, ?> config) {
        parts.model(name, plugin, config);
        return this;
    }

    /** Adds a model; see {@link #model(String, String)}. */
    public ExperimentBuilder model(String name, String plugin, Record config) {
        parts.model(name, plugin, config);
        return this;
    }

    /**
     * Adds a model whose plugin is an instance, which needs no line in {@code META-INF/services}. It is trained in this process,
     * because no other has the instance. What decides its network belongs to the configuration. Of its fields, if its constructor
     * takes arguments, the final ones with texts, numbers, booleans, enums and paths are compared with those of a run in the same folder,
     * which is refused if they differ.
     *
     * @throws IllegalArgumentException if another model has that name
     */
    public <C extends Record> ExperimentBuilder model(String name, ModelProvider<C> plugin, C config) {
        return model(name, parts.add(plugin), config);
    }

    /**
     * Adds a model that was trained elsewhere.
     *
     * @param name its name in the experiment
     * @param files its predictions for the test set, a file for each seed; docs/command-line.md describes them
     * @param baseline whether others should outperform it
     * @throws IllegalArgumentException if another model has that name
     */
    public ExperimentBuilder predictions(String name, List<Path> files, boolean baseline) {
        parts.predictions(name, files, baseline);
        return this;
    }

    /** Sets how all models are trained. */
    public ExperimentBuilder training(Consumer<TrainingBuilder> settings) {
        settings.accept(parts.training());
        return this;
    }

    /**
     * Overrides for one model how it is trained.
     *
     * @throws IllegalArgumentException if there is no model of that name yet
     */
    public ExperimentBuilder training(String model, Consumer<TrainingBuilder> settings) {
        settings.accept(parts.training(model));
        return this;
    }

    /** Sets the metric that decides the verdicts. The default is the first metric of the first evaluator. */
    public ExperimentBuilder primaryMetric(String metric) {
        parts.comparison().put("primaryMetric", metric);
        return this;
    }

    /**
     * Sets the largest difference in the primary metric that counts as none, in its units: 0.01 is one point of accuracy. By
     * default models are never called equivalent.
     */
    public ExperimentBuilder margin(double margin) {
        parts.comparison().put("margin", margin);
        return this;
    }

    /**
     * Sets the positive class of two, which precision, recall, F1 and average precision are about. The default is the rarer class
     * of training and test set together, the second one if both are equally frequent.
     */
    public ExperimentBuilder positive(String className) {
        parts.comparison().put("positive", className);
        return this;
    }

    /** Adds an evaluator with its defaults. Without any, all evaluators found are applied. */
    public ExperimentBuilder evaluator(String plugin) {
        return evaluator(plugin, Map.of());
    }

    /** Adds an evaluator. */
    public ExperimentBuilder evaluator(String plugin, Map<String, ?> config) {
        parts.addEvaluator(plugin, config);
        return this;
    }

    /** Adds an evaluator. */
    public ExperimentBuilder evaluator(String plugin, Record config) {
        parts.addEvaluator(plugin, config);
        return this;
    }

    /** Adds an evaluator that is an instance, which needs no line in {@code META-INF/services}. */
    public <C extends Record> ExperimentBuilder evaluator(Evaluator<C> plugin, C config) {
        return evaluator(parts.add(plugin), config);
    }

    /**
     * Sets a value of the spec; its relative paths are relative to the working directory.
     *
     * @param pointer the JSON pointer of the value, such as {@code /training/epochs}
     * @param value the value as JSON
     */
    public ExperimentBuilder set(String pointer, String value) {
        overrides.add(new SpecOverride(pointer, value));
        return this;
    }

    /**
     * Adds a folder of plugins. Every jar in it, and every folder in it that holds jars or classes, is a plugin with a class
     * loader of its own. Every experiment loads them again, and unloads them when it ends.
     */
    public ExperimentBuilder plugins(Path folder) {
        plugins.add(folder);
        return this;
    }

    /** Sets the run directory. The default is {@code runs/NAME} in the working directory. */
    public ExperimentBuilder out(Path folder) {
        this.location = new RunLocation(folder, location.place());
        return this;
    }

    /**
     * Sets a run directory outside this machine's file system, such as {@code hdfs://HOST/PATH}. Only some executors support
     * that. While the experiment runs, a folder in the cache stands for it.
     */
    public ExperimentBuilder out(URI place) {
        this.location = new RunLocation(location.folder(), place);
        return this;
    }

    /** Sets where downloads and encoded data are kept. The default is {@code BAKEOFF_CACHE}, or the platform's cache. */
    public ExperimentBuilder cache(Path folder) {
        this.cache = new CacheFolder(folder);
        return this;
    }

    /** Sets how many worker processes train at once. 0, the default, trains in this process. */
    public ExperimentBuilder workers(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("the number of workers can't be " + count);
        }
        this.workers = count;
        return this;
    }

    /**
     * Trains as many trials at once as this machine's cores and free memory allow, each in a worker process. On a GPU, or if
     * there is room for one trial only, trains in this process.
     */
    public ExperimentBuilder workersThatFit() {
        this.workers = null;
        return this;
    }

    /**
     * Runs the trials with an executor from another module, such as a cluster's, instead of on this machine.
     *
     * @param name the executor's name; it must be on the class path
     * @param master the address of the cluster, in the executor's own form; null if the executor's options contain it
     * @param conf the executor's own options; <code>${NAME}</code> stands for an environment variable in their values
     * @throws BakeoffException if there is no such executor
     */
    public ExperimentBuilder executor(String name, @Nullable String master, Map<String, String> conf) {
        this.executor = ExecutorCatalog.find(name);
        this.master = master;
        this.conf = conf;
        return this;
    }

    /** Sets whether an earlier run in the run directory is deleted. By default it is resumed. */
    public ExperimentBuilder overwrite(boolean yes) {
        this.overwrite = yes;
        return this;
    }

    /** Sets whether files of predictions must be there, as they need not be before an {@link Experiment#export}; by default they must. */
    public ExperimentBuilder predictionsExpected(boolean yes) {
        this.predictionsExpected = yes;
        return this;
    }

    /** Sets whether downloads are forbidden. */
    public ExperimentBuilder offline(boolean yes) {
        this.offline = yes;
        return this;
    }

    /**
     * Resolves the spec with the plugins on the classpath and in plugin folders. Reads nothing else.
     *
     * @throws SpecException if anything is wrong with the spec; it holds every fault
     * @throws IllegalStateException if the builder has both a spec and parts of one, such as a dataset, or neither; or if a
     *     model is an instance and isn't to be trained in this process
     * @throws BakeoffException if there is no such plugin folder, or no room for copies of the plugins
     */
    public Experiment build() {
        ExperimentServices services = services();
        Spec spec = services.specs().read(source(), overrides, predictionsExpected);
        Path folder = location.ofRun(spec.name(), cache, executor != null);
        return new Experiment(spec, new RunDirectory(folder), location.place(), overwrite, services);
    }

    /** Returns whether the spec is that of a benchmark, which has "datasets", "split" or "trainSizes"; false for one that can't be read. */
    public boolean isBenchmark() {
        try {
            SpecReader.Source source = source();
            // A pipe can't be read again.
            read = file == null ? null : source;
            return SpecReader.isBenchmark(source, overrides);
        } catch (SpecException e) {
            return false;
        }
    }

    /**
     * Resolves the spec of a benchmark: several runs, each of one dataset; see {@link #build()}.
     *
     * @throws BakeoffException if its results are to be written to a place outside this machine's file system, and see
     *     {@link #build()}
     */
    public Benchmark buildBenchmark() {
        ExperimentServices services = services();
        BenchmarkSpec spec = services.specs().benchmark(source(), overrides);
        return new Benchmark(spec, new BenchmarkDirectory(location.ofBenchmark(spec.name())), overwrite, services);
    }

    /** Returns the spec, which is read unless {@link #isBenchmark} has just done so. */
    private SpecReader.Source source() {
        SpecReader.Source known = read;
        read = null;
        return known != null
                ? known
                : file == null ? SpecReader.source(json == null ? parts.json() : json) : SpecReader.source(file);
    }

    private ExperimentServices services() {
        boolean here = executor == null && Objects.equals(workers, 0);
        if (!here && parts.hasModelInstances()) {
            throw new IllegalStateException(
                    "a model that is an instance is trained in this process only; for workers or an"
                            + " executor, list its class in META-INF/services and give its name");
        }
        boolean given = file != null || json != null;
        if (given == !parts.isEmpty()) {
            throw new IllegalStateException(
                    given
                            ? "an experiment has a spec, or is put together by its name, dataset, models, training and"
                                    + " evaluators; values are put into a spec by set"
                            : "an experiment needs a spec, or a dataset and models");
        }
        PinnedPlugins pinned = PinnedPlugins.copy(plugins);
        return new ExperimentServices(
                new PluginPath(pinned, parts.instances()),
                new DataLoader.Options(cache, offline),
                new TrialScheduler.Workers(workers, WorkerMain.class, pinned.folders(), elsewhere(pinned)));
    }

    private TrialScheduler.@Nullable RemoteExecutorConfig elsewhere(PinnedPlugins pinned) {
        return executor == null
                ? null
                : new TrialScheduler.RemoteExecutorConfig(
                        executor, new ExecutorOptions(master, conf, WorkerMain.class.getName(), pinned.folders()));
    }
}
