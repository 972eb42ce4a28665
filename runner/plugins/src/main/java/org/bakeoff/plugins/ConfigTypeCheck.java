package org.bakeoff.plugins;

import org.jspecify.annotations.Nullable;

/** Checks whether a plugin's configuration can be written in a spec. */
public interface ConfigTypeCheck {

    /** What is wrong with a configuration, said of its plugin; null if nothing is. */
    @Nullable
    String fault(Record defaults);
}
