package org.bakeoff.plugins;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;

/** Binds the catalogs of plugins. */
public final class PluginModule extends AbstractModule {

    private final PluginPath path;

    /** Looks for plugins on a path. */
    public PluginModule(PluginPath path) {
        this.path = path;
    }

    @Provides
    @Singleton
    PluginSources sources() {
        return new PluginSources(path);
    }

    @Provides
    PluginInstantiator loading(ConfigTypeCheck check) {
        return new PluginInstantiator(path.limit(), check);
    }

    @Provides
    @Singleton
    @SuppressWarnings({"unchecked", "rawtypes"})
    PluginCatalog<Dataset<?>> datasets(PluginSources sources, PluginInstantiator loading) {
        return (PluginCatalog) PluginCatalog.discover(Dataset.class, sources, loading);
    }

    @Provides
    @Singleton
    @SuppressWarnings({"unchecked", "rawtypes"})
    PluginCatalog<ModelProvider<?>> providers(PluginSources sources, PluginInstantiator loading) {
        return (PluginCatalog) PluginCatalog.discover(ModelProvider.class, sources, loading);
    }

    @Provides
    @Singleton
    @SuppressWarnings({"unchecked", "rawtypes"})
    PluginCatalog<Evaluator<?>> evaluators(PluginSources sources, PluginInstantiator loading) {
        return (PluginCatalog) PluginCatalog.discover(Evaluator.class, sources, loading);
    }
}
