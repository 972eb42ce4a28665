package org.bakeoff.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bakeoff.api.Plugin;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.DataModule;
import org.bakeoff.data.EncodedFile;
import org.bakeoff.data.EvaluationLog;
import org.bakeoff.data.ExampleEncoder;
import org.bakeoff.data.LoadingListener;
import org.bakeoff.data.SourceFingerprint;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.plugins.PinnedPlugins;
import org.bakeoff.plugins.PluginCatalogs;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecModule;
import org.bakeoff.spec.SpecReader;
import org.bakeoff.spec.SpecSchema;
import org.bakeoff.training.TrainingModule;
import org.bakeoff.training.TrialFolder;
import org.bakeoff.training.TrialScheduler;
import org.bakeoff.training.WorkerRequestHandler;
import org.bakeoff.training.progress.Progress;

/** Wires the modules of an experiment, and provides what its stages need. */
final class ExperimentServices {

    private final Injector injector;
    private final Supplier<TrialScheduler> trials;
    private final Consumer<List<SourceFingerprint>> inputs;

    private ExperimentServices(
            Injector injector, Supplier<TrialScheduler> trials, Consumer<List<SourceFingerprint>> inputs) {
        this.injector = injector;
        this.trials = trials;
        this.inputs = inputs;
    }

    ExperimentServices(PluginPath plugins, DataLoader.Options data, TrialScheduler.Workers workers) {
        this.injector = Guice.createInjector(
                Stage.DEVELOPMENT,
                new Strict(),
                new PluginModule(plugins),
                new SpecModule(),
                new DataModule(data),
                new TrainingModule(workers));
        this.trials = () -> instance(TrialScheduler.class);
        this.inputs = read -> {};
    }

    /**
     * Returns the same services for several experiments, which run one after the other and share the processes of a scheduler.
     *
     * @param others what those on the same data set read
     */
    ExperimentServices sharing(TrialScheduler scheduler, SharedInputs others) {
        return new ExperimentServices(injector, scheduler::sharing, others::add);
    }

    /** Checks what an experiment has read against others of the same data set. */
    void check(List<SourceFingerprint> read) {
        inputs.accept(read);
    }

    /** Returns the services without worker processes. */
    static ExperimentServices withoutWorkers(List<Path> plugins, CacheFolder cache, boolean offline) {
        return withoutWorkers(PinnedPlugins.copy(plugins), List.of(), cache, offline);
    }

    /** Returns the services without worker processes. */
    static ExperimentServices withoutWorkers(
            PinnedPlugins plugins, List<Plugin<?>> instances, CacheFolder cache, boolean offline) {
        return new ExperimentServices(
                new PluginPath(plugins, instances),
                new DataLoader.Options(cache, offline),
                TrialScheduler.Workers.none(WorkerMain.class));
    }

    SpecReader specs() {
        return instance(SpecReader.class);
    }

    SpecSchema schema() {
        return instance(SpecSchema.class);
    }

    PluginCatalogs catalogs() {
        return instance(PluginCatalogs.class);
    }

    /** Loads the data of a spec, and passes the events to a run's listener. */
    DataLoader.Loaded load(Spec spec, Consumer<Progress> listener) throws IOException {
        return instance(DataLoader.class).load(spec.dataset(), listener(listener));
    }

    /** Opens the encoded data of a run that has read some files, see {@link DataLoader#encoded}. */
    Optional<EncodedFile> encoded(Spec spec, List<String> inputs) throws IOException {
        return instance(DataLoader.class).encoded(spec.dataset(), inputs);
    }

    /** Returns what encodes examples for models with an encoding of their own, and passes the events to a run's listener. */
    EncodedModels.Encoder encoder(Consumer<Progress> listener) {
        return (data, split, encoding, model) ->
                instance(ExampleEncoder.class).encode(data, split, encoding, model, listener(listener));
    }

    private static LoadingListener listener(Consumer<Progress> listener) {
        return new LoadingListener() {
            @Override
            public void progress(String source, long done, long total) {
                listener.accept(new Progress.Downloading(source, done, total));
            }

            @Override
            public void encoding(String dataset) {
                listener.accept(new Progress.Encoding(dataset));
            }

            @Override
            public void encodingFor(String model) {
                listener.accept(new Progress.EncodingFor(model));
            }
        };
    }

    /** Returns a new scheduler, to be closed. */
    TrialScheduler trials() {
        return trials.get();
    }

    WorkerRequestHandler workerRequestHandler() {
        return instance(WorkerRequestHandler.class);
    }

    TrialFolder folders() {
        return instance(TrialFolder.class);
    }

    EvaluationLog evaluations() {
        return instance(EvaluationLog.class);
    }

    private <T> T instance(Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            // The user fixes plugins; Guice's wrapping would make a bug of it.
            if (e.getCause() instanceof BakeoffException fault) {
                throw fault;
            }
            if (e.getCause() instanceof CancellationException cancelled) {
                throw cancelled;
            }
            throw e;
        }
    }

    /** Rejects implicit bindings and circular dependencies. */
    private static final class Strict extends AbstractModule {

        @Override
        protected void configure() {
            binder().requireExplicitBindings();
            binder().requireAtInjectOnConstructors();
            binder().requireExactBindingAnnotations();
            binder().disableCircularProxies();
        }
    }
}
