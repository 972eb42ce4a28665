package org.bakeoff.spec;

import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.Json;
import tools.jackson.core.JacksonException;

/** Reads the configuration of a single plugin, as the {@code "config"} of a spec is read. */
public final class Configs {

    private static final String SOURCE = "this configuration";

    private Configs() {}

    /**
     * Lays JSON over a plugin's defaults; relative paths are taken from the working directory.
     *
     * @throws SpecException if anything is wrong with it; it holds every fault
     */
    public static <C extends Record> C read(String json, C defaults) {
        Faults faults = new Faults();
        Path here = Path.of("").toAbsolutePath();
        C config;
        try {
            config = new ConfigBinder(new Paths(here, here, List.of()), faults)
                    .bind(Json.LENIENT.readTree(json), defaults, "");
        } catch (JacksonException e) {
            throw new SpecException(SOURCE, List.of(new SpecFault("", Syntax.fault(e, json))));
        }
        if (config == null) {
            throw new SpecException(SOURCE, faults.all());
        }
        return config;
    }
}
