package org.bakeoff.runner.spec;

import com.google.inject.AbstractModule;

/** Binds the reader of specs. */
public final class SpecModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SpecReader.class);
    }
}
