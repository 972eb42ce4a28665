package org.bakeoff.data;

import com.google.inject.AbstractModule;

/** Binds what loads data. */
public final class DataModule extends AbstractModule {

    private final DataLoader.Options options;

    /** Loads data in this way. */
    public DataModule(DataLoader.Options options) {
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(DataLoader.Options.class).toInstance(options);
        bind(DataLoader.class);
        bind(EvaluationLog.class);
    }
}
