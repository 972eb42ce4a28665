package org.bakeoff.training;

import com.google.inject.AbstractModule;

/** Binds what runs trials. */
public final class TrainingModule extends AbstractModule {

    private final TrialScheduler.Workers workers;

    /** Runs trials with these workers. */
    public TrainingModule(TrialScheduler.Workers workers) {
        this.workers = workers;
    }

    @Override
    protected void configure() {
        bind(TrialScheduler.Workers.class).toInstance(workers);
        bind(TrialScheduler.class);
        bind(WorkerRequestHandler.class);
        bind(TrialFolder.class);
    }
}
