package org.bakeoff.training;

import com.google.inject.AbstractModule;

/** Binds what runs trials. */
public final class TrialModule extends AbstractModule {

    private final Trials.Workers workers;

    /** Runs trials with these workers. */
    public TrialModule(Trials.Workers workers) {
        this.workers = workers;
    }

    @Override
    protected void configure() {
        bind(Trials.Workers.class).toInstance(workers);
        bind(Trials.class);
        bind(TrialFile.class);
        bind(TrialFolder.class);
    }
}
