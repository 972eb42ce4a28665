package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.ExperimentBuilder;

/** Resolves specs as an application does. */
final class Specs {

    static final String SMALL =
            "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"mean\"}}}";

    private Specs() {}

    /** Resolves a spec with values set from outside, each as POINTER=JSON. */
    static Spec resolve(String json, String... settings) {
        return experiment(json, settings).spec();
    }

    static Experiment experiment(String json, String... settings) {
        return set(Experiment.builder().spec(json), settings).build();
    }

    static ExperimentBuilder set(ExperimentBuilder builder, String... settings) {
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            builder.set(setting.substring(0, equals), setting.substring(equals + 1));
        }
        return builder;
    }

    /** What is said against a spec, a line each. */
    static List<String> faults(String json, String... settings) {
        return refusal(() -> experiment(json, settings)).faults().stream()
                .map(SpecFault::toString)
                .toList();
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
