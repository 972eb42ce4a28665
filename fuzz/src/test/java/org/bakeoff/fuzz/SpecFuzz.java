package org.bakeoff.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.inject.Guice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bakeoff.runner.plugin.PluginModule;
import org.bakeoff.runner.plugin.PluginPath;
import org.bakeoff.runner.spec.Spec;
import org.bakeoff.runner.spec.SpecException;
import org.bakeoff.runner.spec.SpecModule;
import org.bakeoff.runner.spec.SpecReader;

/** A spec is resolved, to one that resolves to itself, or refused in words. */
class SpecFuzz {

    private static final SpecReader READER = Guice.createInjector(
                    new PluginModule(new PluginPath(List.of())), new SpecModule())
            .getInstance(SpecReader.class);

    @FuzzTest(maxDuration = "60s")
    void spec(byte[] content) {
        Spec spec;
        try {
            spec = READER.read(new String(content, StandardCharsets.UTF_8), List.of());
        } catch (SpecException refusal) {
            Refusals.check(refusal.getMessage());
            return;
        }
        String json = spec.toJson().toString();
        if (!READER.read(json, List.of()).toJson().toString().equals(json)) {
            throw new AssertionError("resolves to another spec: " + json);
        }
    }
}
