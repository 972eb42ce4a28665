package org.bakeoff.testkit;

import ai.djl.nn.Block;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider;

/** A sound model, whose key nobody can understand. */
public final class UndescribedProperty implements ModelProvider<UndescribedProperty.Config> {

    /** Says nothing of its key. */
    public record Config(int embedding) {}

    @Override
    public String name() {
        return "undescribed-key";
    }

    @Override
    public String description() {
        return "a model with a key that nobody can understand";
    }

    @Override
    public Config defaults() {
        return new Config(16);
    }

    @Override
    public Block create(Config config, DatasetInfo data) {
        return new SoundModel().create(new SoundModel.Config(config.embedding()), data);
    }
}
