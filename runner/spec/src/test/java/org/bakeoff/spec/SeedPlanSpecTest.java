package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a spec may say about seeds. */
class SeedPlanSpecTest {

    private static final String SPEC = """
            {"name": "seeds", "dataset": {"plugin": "parity"}, "models": {"a": {"plugin": "mean"}},
             "training": {"validation": 60, "seeds": %s}%s}
            """;

    @Test
    void seedsAreAddedUntilEveryComparisonIsDecided() {
        Spec spec = Specs.resolve(SPEC.formatted("{\"atLeast\": 3, \"atMost\": 20, \"until\": \"decided\"}", ""));

        assertThat(spec.training().seeds()).isEqualTo(new SeedPlan.Adaptive(3, 20, SeedPlan.Verdicts.DECIDED));
        assertThat(spec.training().seeds().first()).containsExactly(1L, 2L, 3L);
        assertThat(Specs.resolve(spec.toJson().toString()).training()).isEqualTo(spec.training());
    }

    @Test
    void seedsAreAddedUntilIntervalsAreNarrow() {
        Spec spec =
                Specs.resolve(SPEC.formatted("{\"atLeast\": 4, \"atMost\": 4, \"until\": {\"halfWidth\": 0.01}}", ""));

        assertThat(spec.training().seeds()).isEqualTo(new SeedPlan.Adaptive(4, 4, new SeedPlan.Precision(0.01)));
        assertThat(Specs.resolve(spec.toJson().toString()).training()).isEqualTo(spec.training());
    }

    @Test
    void aListStaysOne() {
        Spec spec = Specs.resolve(SPEC.formatted("[4, 2]", ""));

        assertThat(spec.training().seeds().first()).containsExactly(4L, 2L);
        assertThat(spec.toJson().at("/training/seeds").toString()).isEqualTo("[4,2]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "7; /training/seeds",
                "[]; /training/seeds",
                "[1, 1]; /training/seeds",
                "[-1]; /training/seeds/0",
                "{'atMost': 9, 'until': 'decided'}; /training/seeds/atLeast",
                "{'atLeast': 2, 'atMost': 9, 'until': 'decided'}; /training/seeds/atLeast",
                "{'atLeast': 5, 'atMost': 4, 'until': 'decided'}; /training/seeds/atMost",
                "{'atLeast': 3, 'atMost': 101, 'until': 'decided'}; /training/seeds/atMost",
                "{'atLeast': 3, 'atMost': 9, 'until': 'bored'}; /training/seeds/until",
                "{'atLeast': 3, 'atMost': 9, 'until': 0.01}; /training/seeds/until",
                "{'atLeast': 3, 'atMost': 9, 'until': {}}; /training/seeds/until/halfWidth",
                "{'atLeast': 3, 'atMost': 9, 'until': {'halfWidth': 0}}; /training/seeds/until/halfWidth",
                "{'atLeast': 3, 'atMost': 9, 'until': 'decided', 'seed': 1}; /training/seeds/seed"
            })
    void everyFaultHasItsPointer(String seeds, String pointer) {
        assertThat(faults(SPEC.formatted(seeds.replace('\'', '"'), "")))
                .extracting(SpecFault::pointer)
                .containsExactly(pointer);
    }

    @Test
    void aSearchNeedsAListOfSeeds() {
        String search = ", \"search\": {\"space\": {\"/models/a/config/hiddenUnits\": [2, 4]}}";

        assertThat(faults(SPEC.formatted("{\"atLeast\": 3, \"atMost\": 20, \"until\": \"decided\"}", search)))
                .extracting(SpecFault::pointer)
                .containsExactly("/training/seeds");
    }

    private static List<SpecFault> faults(String spec) {
        return Specs.refusal(() -> Specs.resolve(spec)).faults();
    }
}
