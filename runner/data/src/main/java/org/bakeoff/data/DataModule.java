package org.bakeoff.data;

import com.google.inject.AbstractModule;

/** Binds the loading of data. */
public final class DataModule extends AbstractModule {

    private final DataLoader.Options options;

    /** Creates a module that loads data with these options. */
    public DataModule(DataLoader.Options options) {
        this.options = options;
    }

    @Override
    protected void configure() {
        bind(DataLoader.Options.class).toInstance(options);
        bind(DataLoader.class);
        bind(ExampleEncoder.class);
        bind(EvaluationLog.class);
    }
}
