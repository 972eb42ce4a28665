package org.bakeoff.runner.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;

/** Binds the catalogs of plugins, found through the class loader of the thread that builds the experiment. */
public final class PluginModule extends AbstractModule {

    private final ClassLoader loader;

    /** Looks for plugins in a class loader and its parents. */
    public PluginModule(ClassLoader loader) {
        this.loader = loader;
    }

    @Provides
    @Singleton
    @SuppressWarnings({"unchecked", "rawtypes"})
    PluginCatalog<Dataset<?>> datasets() {
        return (PluginCatalog) PluginCatalog.discover(Dataset.class, loader);
    }

    @Provides
    @Singleton
    @SuppressWarnings({"unchecked", "rawtypes"})
    PluginCatalog<ModelProvider<?>> providers() {
        return (PluginCatalog) PluginCatalog.discover(ModelProvider.class, loader);
    }

    @Provides
    @Singleton
    @SuppressWarnings({"unchecked", "rawtypes"})
    PluginCatalog<Evaluator<?>> evaluators() {
        return (PluginCatalog) PluginCatalog.discover(Evaluator.class, loader);
    }
}
