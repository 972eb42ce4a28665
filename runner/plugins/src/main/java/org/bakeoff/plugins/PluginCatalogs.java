package org.bakeoff.plugins;

import org.bakeoff.api.Dataset;
import org.bakeoff.api.Evaluator;
import org.bakeoff.api.ModelProvider;

/** Holds the plugins of every kind that were found. */
public record PluginCatalogs(
        PluginCatalog<Dataset<?>> datasets,
        PluginCatalog<ModelProvider<?>> models,
        PluginCatalog<Evaluator<?>> evaluators) {}
