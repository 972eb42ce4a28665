package org.bakeoff.statistics;

import com.google.inject.AbstractModule;

/** Binds what compares. */
public final class CompareModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Comparer.class);
    }
}
