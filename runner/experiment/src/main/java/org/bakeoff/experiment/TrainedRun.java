package org.bakeoff.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Plugin;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.ModelEncoding;
import org.bakeoff.data.ModelInput;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.io.IoWork;
import org.bakeoff.io.SomeNames;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.report.run.DataFile;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.Suggestion;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.training.TrainedModels;
import org.bakeoff.training.Trial;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.engine.EngineLock;
import org.jspecify.annotations.Nullable;

/**
 * Opens the models of a run to classify texts. This needs only the run directory and the plugins of the dataset and of the
 * models used: neither the data nor the cache is read. An interrupted run has the models of its finished trials.
 *
 * <pre>{@code
 * try (TrainedRun run = TrainedRun.open(Path.of("runs/quickstart"))) {
 *     Prediction prediction = run.model("gru").predict("The plot was not dull, but the acting bored.");
 * }
 * }</pre>
 *
 * <p>A model is opened when it is first requested, and stays in memory until this is closed. Thread-safe.
 */
public final class TrainedRun implements AutoCloseable {

    /** So many trials a message names at most. */
    private static final int SHOWN = 10;

    private final RunDirectory directory;
    private final String identity;
    private final TrialFolder folders;
    private final RunPlugins plugins;
    private final PinnedPlugins pinned;
    private final List<String> classes;
    private final Map<DataFile.Entry, ModelInput> inputs = new LinkedHashMap<>();
    private final DataFile data;
    private final Optional<Texts> texts;
    private final TrainedModels trained;
    /** The models of which only predictions are known. */
    private final Set<String> imported = new LinkedHashSet<>();

    private final Map<String, List<DataFile.Entry>> trials = new LinkedHashMap<>();
    /** Models are opened, and all are closed, in a turn at the engine: another lock, taken before it by some and after it by others, would never be free. */
    private final Map<String, LoadedModel> open = new ConcurrentHashMap<>();

    private volatile boolean closed;
    /** Whether a model may be open; set before it is seen whether this is closed, so that one of both threads sees the other. */
    private volatile boolean asked;

    private TrainedRun(
            RunDirectory directory,
            String identity,
            TrialFolder folders,
            Optional<Texts> texts,
            DataFile data,
            PinnedPlugins pinned) {
        this.pinned = pinned;
        this.directory = directory;
        this.identity = identity;
        this.folders = folders;
        this.plugins = new RunPlugins(directory);
        this.texts = texts;
        this.classes = data.classes();
        this.data = data;
        data.infos()
                .forEach((trial, info) -> inputs.put(
                        trial, new ModelInput(info, data.encoding(trial).map(DataFile.Encoding::sha256))));
        this.trained = new TrainedModels(this::input, directory.trials());
        List<String> order = List.copyOf(directory.spec().path("models").propertyNames());
        inputs.keySet().stream()
                .sorted(Comparator.comparingInt(trial -> order.indexOf(trial.model())))
                .forEach(trial -> trials.computeIfAbsent(trial.model(), model -> new ArrayList<>())
                        .add(trial));
    }

    private ModelInput input(Trial trial) {
        return Objects.requireNonNull(
                inputs.get(new DataFile.Entry(trial.model().name(), trial.configuration(), trial.seed())));
    }

    /**
     * Opens a run with the plugins on the classpath.
     *
     * @param run its run directory
     * @throws BakeoffException if the folder is no run directory, its {@code data.json} or {@code spec.json} is missing or
     *     damaged, or a model takes the dataset's token ids and its examples don't come from texts
     * @throws SpecException if the dataset's plugin is missing or doesn't accept the configuration
     */
    public static TrainedRun open(Path run) {
        return open(run, List.of());
    }

    /**
     * Opens a run with the plugins on the classpath and in folders; otherwise as {@link #open(Path)}.
     *
     * @param plugins see {@link ExperimentBuilder#plugins}
     * @throws BakeoffException see {@link #open(Path)}
     */
    public static TrainedRun open(Path run, List<Path> plugins) {
        return open(run, plugins, List.of());
    }

    /**
     * Opens a run whose dataset or models are instances; otherwise as {@link #open(Path, List)}.
     *
     * @param instances plugins that the application has made
     * @throws BakeoffException see {@link #open(Path)}
     */
    public static TrainedRun open(Path run, List<Path> plugins, List<? extends Plugin<?>> instances) {
        RunDirectory directory = new RunDirectory(run);
        String identity = directory.identity();
        DataFile data = directory.data();
        PinnedPlugins pinned = PinnedPlugins.copy(plugins);
        boolean whole = false;
        try {
            TrainedRun opened = open(directory, identity, data, pinned, instances);
            whole = true;
            return opened;
        } finally {
            if (!whole) {
                pinned.close();
            }
        }
    }

    private static TrainedRun open(
            RunDirectory directory,
            String identity,
            DataFile data,
            PinnedPlugins pinned,
            List<? extends Plugin<?>> instances) {
        ExperimentServices services =
                ExperimentServices.withoutWorkers(pinned, List.copyOf(instances), CacheFolder.ofPlatform(), true);
        String spec = directory.path().resolve("spec.json").toString();
        // Where all models have encodings of their own, nobody asks the dataset's.
        Optional<Spec.Chosen<Dataset<?>>> dataset =
                data.trials().isEmpty() && !data.encodings().isEmpty()
                        ? Optional.empty()
                        : Optional.of(services.specs().dataset(spec, directory.spec()));
        Optional<Texts> texts = dataset.map(chosen -> Texts.of(chosen, data.info()));
        TrainedRun opened = new TrainedRun(directory, identity, services.folders(), texts, data, pinned);
        dataset.ifPresent(chosen -> opened.plugins.check(chosen.plugin()));
        opened.checkSame();
        directory.spec().path("models").properties().stream()
                .filter(model -> model.getValue().has("predictions"))
                .forEach(model -> opened.imported.add(model.getKey()));
        return opened;
    }

    /** Returns the names of the classes, in the order of the dataset. */
    public List<String> classes() {
        return classes;
    }

    /**
     * Returns the plugins that have changed since the run was made, of the dataset and of the models that were opened: then answers
     * may be others than the run's own. Empty where all are as they were, by the SHA-256 of their jars and libraries.
     */
    public Optional<RunWarning.ChangedPlugins> changedPlugins() {
        return plugins.changed();
    }

    /** Returns the names of the models, in the order of the spec. */
    public List<String> models() {
        return List.copyOf(trials.keySet());
    }

    /**
     * Returns the seeds that a model was trained with, in the order of the spec.
     *
     * @throws IllegalArgumentException if there is no such model; the message lists the existing ones
     */
    public List<Long> seeds(String model) {
        return trials(model).stream().map(DataFile.Entry::seed).toList();
    }

    private List<DataFile.Entry> trials(String model) {
        List<DataFile.Entry> found = trials.get(model);
        if (found == null) {
            throw new IllegalArgumentException(directory.path() + ": "
                    + (imported.contains(model)
                            ? "the predictions of " + model
                                    + " come from files, and a model that could be asked isn't there"
                            : trials.isEmpty()
                                    ? "there is no model yet, since a search hasn't selected its configurations"
                                    : Suggestion.instead("model", model, trials.keySet())));
        }
        return found;
    }

    /**
     * Returns the model of the first seed whose trial finished. It is the model of one trial, with that trial's accuracy, not a
     * mean over seeds.
     *
     * @throws IllegalArgumentException if there is no such model; the message lists the existing ones
     * @throws BakeoffException if no seed has a trained model, or its files are missing or damaged
     * @throws SpecException if its plugin is missing or doesn't accept its configuration
     * @throws java.util.concurrent.CancellationException if this thread is interrupted while it waits for its turn to open it
     */
    public LoadedModel model(String name) {
        checkSame();
        Map<String, List<String>> reasons = new LinkedHashMap<>();
        for (DataFile.Entry trial : trials(name)) {
            String reason = unusable(folder(trial));
            if (reason == null) {
                return loaded(trial);
            }
            reasons.computeIfAbsent(reason, some -> new ArrayList<>()).add(trial.name());
        }
        throw missing(
                directory.path(),
                directory.path() + " holds no trained model " + name + ":"
                        + reasons.entrySet().stream()
                                .map(reason -> "\n  " + SomeNames.of(reason.getValue(), SHOWN) + ": " + reason.getKey())
                                .collect(Collectors.joining()));
    }

    /**
     * Returns the model of one seed.
     *
     * @throws IllegalArgumentException if there is no such model or seed; the message lists the existing ones
     * @throws BakeoffException if its trial has no trained model, or its files are missing or damaged
     * @throws SpecException if its plugin is missing or doesn't accept its configuration
     * @throws java.util.concurrent.CancellationException if this thread is interrupted while it waits for its turn to open it
     */
    public LoadedModel model(String name, long seed) {
        checkSame();
        DataFile.Entry trial = trials(name).stream()
                .filter(one -> one.seed() == seed)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(directory.path() + ": " + name
                        + " was not trained with the seed " + seed + ", but with "
                        + seeds(name).stream().map(String::valueOf).collect(Collectors.joining(", "))));
        String reason = unusable(folder(trial));
        if (reason != null) {
            throw missing(
                    folder(trial), directory.path() + " holds no trained model of " + trial.name() + ": " + reason);
        }
        return loaded(trial);
    }

    /** Checks that the files are still those of the run that was opened. */
    private void checkSame() {
        if (!directory.identity().equals(identity)) {
            throw new BakeoffException(
                    ErrorCode.RUN_DIRECTORY_LOST,
                    ErrorLocation.of(directory.path()),
                    "another run has replaced the one in " + directory.path() + " since it was opened",
                    "Open it again.");
        }
    }

    private static BakeoffException missing(Path folder, String problem) {
        return new BakeoffException(ErrorCode.MODEL_MISSING, ErrorLocation.of(folder), problem, "");
    }

    private Path folder(DataFile.Entry trial) {
        return directory.trials().resolve(trial.name());
    }

    private static @Nullable String unusable(Path folder) {
        return read(folder, () -> Optional.ofNullable(TrialFolder.unusable(folder)))
                .orElse(null);
    }

    private static <T> T read(Path folder, IoWork<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new BakeoffException(
                    ErrorCode.RUN_DAMAGED, ErrorLocation.of(folder), String.valueOf(e.getMessage()), "", e);
        }
    }

    private LoadedModel loaded(DataFile.Entry entry) {
        return known(entry).orElseGet(() -> {
            EngineLock turn = EngineLock.take();
            try {
                asked = true;
                return known(entry).orElseGet(() -> load(entry));
            } finally {
                turn.close();
            }
        });
    }

    private Optional<LoadedModel> known(DataFile.Entry entry) {
        if (closed) {
            throw new IllegalStateException(directory.path() + " was closed");
        }
        return Optional.ofNullable(open.get(entry.name()));
    }

    private LoadedModel load(DataFile.Entry entry) {
        Path folder = folder(entry);
        requireOwnData(entry, folder);
        Trial trial = read(folder, () -> folders.trial(folder));
        // A comparison may have renamed the model when it copied the trial.
        Spec.Model model = new Spec.Model(
                entry.model(), trial.model().provider(), trial.model().training());
        Trial here = new Trial(model, entry.configuration(), entry.seed(), trial.device(), true);
        ModelInput input = input(here);
        input.requireUnchanged(model.provider());
        plugins.check(model.provider().plugin());
        Texts own = ModelEncoding.of(model.provider())
                .map(encoding -> new Texts(encoding.encoder(input.info())))
                .or(() -> texts)
                .orElseThrow(() -> missing(
                        folder,
                        directory.path() + " says that the model of " + entry.name()
                                + " has an encoding of its own, which its plugin has not"));
        LoadedModel loaded = read(folder, () -> new LoadedModel(entry.model(), trained.open(here), own));
        checkSame();
        open.put(entry.name(), loaded);
        return loaded;
    }

    /** Else the model would get other token ids than it was trained on, as where a newer run was copied over this one in part. */
    private void requireOwnData(DataFile.Entry entry, Path folder) {
        Optional<String> checksum = data.checksum(entry);
        if (checksum.isPresent() && read(folder, () -> TrialFolder.isOfOtherData(folder, checksum.get()))) {
            throw new BakeoffException(
                    ErrorCode.RUN_DAMAGED,
                    ErrorLocation.of(folder),
                    folder
                            + " is of a trial on other data than data.json describes, as where one of two runs was copied over the"
                            + " other in part",
                    "Copy the whole run again.");
        }
    }

    /** Frees the memory of all models, and deletes the copies of plugins in folders. A model used afterwards throws {@link IllegalStateException}. */
    @Override
    public void close() {
        if (!asked) {
            closed = true;
            // The engine's turn may come hours later, once a trial in this process has ended. A thread that asks just
            // now sees that, or is seen.
            if (!asked) {
                pinned.close();
                return;
            }
        }
        EngineLock turn = EngineLock.last();
        try {
            closed = true;
            trained.close();
            pinned.close();
        } finally {
            turn.close();
        }
    }
}
