package org.bakeoff.experiment;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import org.bakeoff.data.DataLoader;
import org.bakeoff.data.DataModule;
import org.bakeoff.plugins.PluginException;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.report.ReportModule;
import org.bakeoff.spec.SpecModule;
import org.bakeoff.spec.SpecReader;
import org.bakeoff.spec.SpecSchema;
import org.bakeoff.statistics.CompareModule;
import org.bakeoff.training.TrialFile;
import org.bakeoff.training.TrialModule;
import org.bakeoff.training.Trials;

/** Puts the stations of an experiment together, one module a concern. */
final class Wiring {

    private final Injector injector;

    Wiring(PluginPath plugins, DataLoader.Options data, Trials.Workers workers) {
        this.injector = Guice.createInjector(
                Stage.DEVELOPMENT,
                new Strict(),
                new PluginModule(plugins),
                new SpecModule(),
                new DataModule(data),
                new TrialModule(workers),
                new CompareModule(),
                new ReportModule());
    }

    SpecReader specs() {
        return made(SpecReader.class);
    }

    Experiment.Stations stations() {
        return made(Experiment.Stations.class);
    }

    SpecSchema schema() {
        return made(SpecSchema.class);
    }

    InstalledPlugins.Catalogs catalogs() {
        return made(InstalledPlugins.Catalogs.class);
    }

    TrialFile trials() {
        return made(TrialFile.class);
    }

    private <T> T made(Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            // What is wrong with plugins is the user's to mend, not a bug of ours.
            if (e.getCause() instanceof PluginException fault) {
                throw fault;
            }
            throw e;
        }
    }

    /** Nothing is made that no module names, and nothing in a circle. */
    private static final class Strict extends AbstractModule {

        @Override
        protected void configure() {
            binder().requireExplicitBindings();
            binder().requireAtInjectOnConstructors();
            binder().requireExactBindingAnnotations();
            binder().disableCircularProxies();
            bind(Experiment.Stations.class);
            bind(InstalledPlugins.Catalogs.class);
        }
    }
}
