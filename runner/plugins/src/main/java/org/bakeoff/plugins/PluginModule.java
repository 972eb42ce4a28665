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
    PluginCatalogs catalogs(ConfigTypeCheck check) {
        PluginSources sources = new PluginSources(path);
        PluginInstantiator loading = new PluginInstantiator(path.limit(), check);
        return new PluginCatalogs(
                new PluginCatalog<>(Dataset.class, sources, path.instances(), loading),
                new PluginCatalog<>(ModelProvider.class, sources, path.instances(), loading),
                new PluginCatalog<>(Evaluator.class, sources, path.instances(), loading));
    }
}
