package org.bakeoff.statistics;

import ai.djl.nn.Block;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;
import org.bakeoff.testplugins.MeanProvider;

/**
 * A provider that says of its models what it is told to; they are never made.
 *
 * @param isBaseline whether they are baselines
 * @param deterministic whether the seed means nothing to them
 */
record DeclaredProvider(boolean isBaseline, boolean deterministic) implements ModelProvider<MeanProvider.Config> {

    @Override
    public String name() {
        return "declared";
    }

    @Override
    public String description() {
        return "is what it is declared to be";
    }

    @Override
    public MeanProvider.Config defaults() {
        return new MeanProvider.Config(16, 0);
    }

    @Override
    public Block create(MeanProvider.Config config, DatasetInfo data) {
        throw new UnsupportedOperationException("this model is only for comparisons");
    }
}
