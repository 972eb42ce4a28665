package org.bakeoff.spec;

import com.google.inject.AbstractModule;
import org.bakeoff.plugins.ConfigTypeCheck;

/** Binds the reader of specs, what describes them, and what of a plugin's can stand in one. */
public final class SpecModule extends AbstractModule {

    @Override
    protected void configure() {
        bind(SpecReader.class);
        bind(SpecSchema.class);
        bind(ConfigTypeCheck.class).toInstance(KeyDescription::fault);
    }
}
