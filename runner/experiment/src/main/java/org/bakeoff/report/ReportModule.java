package org.bakeoff.report;

import com.google.inject.AbstractModule;

/** Binds what writes reports. */
public final class ReportModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(Reports.class);
    }
}
