package org.bakeoff.runner.spec;

import com.google.inject.AbstractModule;

/** Binds the reader of specs, and what describes them. */
public final class SpecModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SpecReader.class);
        bind(SpecSchema.class);
    }
}
