package org.bakeoff.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.inject.Guice;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;
import org.bakeoff.spec.Spec;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecModule;
import org.bakeoff.spec.SpecReader;

/** A spec is resolved, to one that resolves to itself, or refused in words. */
class SpecFuzz {

    private static final SpecReader READER = Guice.createInjector(
                    new PluginModule(new PluginPath(List.of())), new SpecModule())
            .getInstance(SpecReader.class);

    @FuzzTest(maxDuration = "30s")
    void spec(byte[] content) {
        Spec spec;
        try {
            spec = READER.read(new String(content, StandardCharsets.UTF_8), List.of());
        } catch (SpecException refusal) {
            MessageCheck.check(refusal.getMessage());
            return;
        }
        String json = spec.toJson().toString();
        if (!READER.read(json, List.of()).toJson().toString().equals(json)) {
            throw new AssertionError("resolves to another spec: " + json);
        }
    }
}
