package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.io.Json;
import org.bakeoff.plugins.PluginModule;
import org.bakeoff.plugins.PluginPath;

/** Resolves specs with the plugins of the class path. */
final class Specs {

    static final String SMALL =
            "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"mean\"}}}";

    /** Finding plugins takes longer than reading a spec, so that all tests share them. */
    static final Injector INJECTOR =
            Guice.createInjector(new PluginModule(new PluginPath(List.of())), new SpecModule());

    static final SpecReader READER = INJECTOR.getInstance(SpecReader.class);

    private Specs() {}

    /** Resolves a spec with values set from outside, each as POINTER=JSON. */
    static Spec resolve(String json, String... overrides) {
        return READER.read(json, overrides(overrides));
    }

    static Spec resolve(Path file, String... overrides) {
        return READER.read(file, overrides(overrides));
    }

    /** A resolved spec as the text that runs keep. */
    static String json(Spec spec) {
        return Json.PRETTY.writeValueAsString(spec.toJson());
    }

    static List<SpecOverride> overrides(String... overrides) {
        return Arrays.stream(overrides)
                .map(one -> one.split("=", 2))
                .map(one -> new SpecOverride(one[0], one[1]))
                .toList();
    }

    /** What is said against a spec, a line each. */
    static List<String> faults(String json, String... overrides) {
        return refusal(() -> resolve(json, overrides)).faults().stream()
                .map(SpecFault::toString)
                .toList();
    }

    /** What is said against a spec of a finished run, whose files of predictions needn't be there; empty if nothing. */
    static List<String> faultsOfFinished(String json, String... overrides) {
        try {
            READER.read(json, overrides(overrides), false);
            return List.of();
        } catch (SpecException e) {
            return e.faults().stream().map(SpecFault::toString).toList();
        }
    }

    /** What is said against the small spec with one of its keys replaced. */
    static List<String> faultsOf(String key, String value) {
        return faults("{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"mean\"}}, \"" + key
                + "\": " + value + "}");
    }

    /** A refusal, in words that a user understands. */
    static SpecException refusal(ThrowingCallable call) {
        SpecException refusal = catchThrowableOfType(SpecException.class, call);
        assertThat(refusal).as("the spec is refused").isNotNull();
        assertPlain(refusal);
        return refusal;
    }

    static void assertPlain(SpecException refusal) {
        assertThat(refusal.faults()).isNotEmpty();
        assertThat(refusal.getMessage())
                .doesNotContainPattern("Exception|java\\.|jackson|org\\.bakeoff|Node\\b|[`\\p{Cc}&&[^\\n]]")
                .doesNotContain("REDACTED");
        for (SpecFault fault : refusal.faults()) {
            assertThat(fault.message()).isNotBlank().hasSizeLessThan(600).doesNotContain("\n");
        }
    }
}
