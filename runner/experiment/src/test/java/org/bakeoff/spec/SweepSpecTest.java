package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sweeps as specs have them. */
class SweepSpecTest {

    private static final String BASE = """
            {"dataset": {"plugin": "parity"},
             "models": {"a": {"plugin": "mean"}, "b": {"plugin": "mean", "training": {"learningRate": 0.5}}},
             "training": {"validation": 0.2}%s}
            """;

    @Test
    void aGridIsEveryCombinationAndTheLastKeyChangesFastest() {
        Sweep sweep = sweep("""
                {"/models/a/config/hidden": [4, 8], "/training/learningRate": [0.1, 0.2, 0.3]}""", null);

        assertThat(sweep.of("a"))
                .extracting(candidate -> candidate.setting() + " "
                        + candidate.model().toJson().at("/config/hidden") + " "
                        + candidate.model().training().learningRate())
                .containsExactly("1 4 0.1", "2 4 0.2", "3 4 0.3", "4 8 0.1", "5 8 0.2", "6 8 0.3");
        // It has a learning rate of its own.
        assertThat(sweep.of("b"))
                .extracting(candidate -> candidate.model().training().learningRate())
                .containsExactly(0.5);
    }

    @Test
    void theResolvedSpecIsTheSame() {
        Spec spec = Specs.resolve(BASE.formatted("""
                , "sweep": {"/models/a/config/hidden": {"logUniformInteger": [2, 900]},
                            "/models/b/training/earlyStopping": [null, {"patience": 2, "smallValidation": true}]},
                  "search": {"random": {"trials": 5}}"""));
        String json = spec.toJson().toString();
        Spec again = Specs.resolve(json);

        assertThat(again.toJson()).hasToString(json);
        assertThat(again.sweep().candidates())
                .extracting(candidate -> candidate.model().toJson() + " " + candidate.values())
                .isEqualTo(spec.sweep().candidates().stream()
                        .map(candidate -> candidate.model().toJson() + " " + candidate.values())
                        .toList());
        assertThat(spec.toJson().path("search")).hasToString("{\"random\":{\"trials\":5,\"seed\":1},\"by\":\"loss\"}");
    }

    @Property(tries = 200)
    void whatIsDrawnLiesInItsRange(@ForAll @IntRange(min = 0, max = 100_000) int seed, @ForAll Domain.Scale scale) {
        Sweep sweep = sweep(
                "{\"/models/a/training/learningRate\": {\"%s\": [1, 9]}}".formatted(scale.key()),
                "{\"random\": {\"trials\": 9, \"seed\": %d}}".formatted(seed));

        assertThat(sweep.of("a")).hasSize(9).allSatisfy(candidate -> {
            double rate = candidate.model().training().learningRate();
            assertThat(rate).isBetween(1.0, 9.0);
            assertThat(scale.whole() && rate != Math.rint(rate)).isFalse();
        });
        assertThat(new HashSet<>(values(sweep, "a"))).hasSize(9);
    }

    @Property(tries = 50)
    void whatIsDrawnForAModelDependsOnNoOther(@ForAll @IntRange(min = 0, max = 1000) int seed) {
        String search = "{\"random\": {\"trials\": 6, \"seed\": %d}}".formatted(seed);
        String own = "\"/models/a/config/hidden\": {\"uniformInteger\": [1, 900]}";
        Sweep alone = sweep("{" + own + "}", search);
        Sweep together = sweep("{\"/models/b/config/dropout\": {\"uniform\": [0, 0.5]}, " + own + "}", search);

        assertThat(values(together, "a")).isEqualTo(values(alone, "a"));
        String next = "{\"random\": {\"trials\": 6, \"seed\": %d}}".formatted(seed + 1);
        assertThat(values(alone, "a")).isNotEqualTo(values(sweep("{" + own + "}", next), "a"));
    }

    /** The middle of the logarithms of 0.0001 and 0.01 is 0.001. */
    @Test
    void aLogarithmicRangeHasAsManySmallNumbersAsLargeOnes() {
        Sweep sweep = sweep(
                "{\"/models/a/training/learningRate\": {\"logUniform\": [0.0001, 0.01]}}",
                "{\"random\": {\"trials\": 1000}}");

        long small = sweep.of("a").stream()
                .filter(candidate -> candidate.model().training().learningRate() < 0.001)
                .count();
        assertThat(small).isBetween(430L, 570L);
    }

    @Test
    void theWidestRangeThereIsIsDrawnFrom() {
        Sweep sweep = sweep(
                "{\"/models/a/training/learningRate\": {\"logUniform\": [1e-12, 1000]},"
                        + " \"/models/a/training/clipNorm\": {\"logUniform\": [1e-12, 1e12]}}",
                "{\"random\": {\"trials\": 500}}");

        assertThat(sweep.of("a")).hasSize(500);
        // No key takes it, but it has to be drawn before that is known.
        Domain.Range widest = new Domain.Range(Domain.Scale.LOG_UNIFORM, 1e-300, 1e300);
        SplittableRandom random = new SplittableRandom(1);
        for (int draw = 0; draw < 1000; draw++) {
            assertThat(widest.draw(random).asDouble()).isBetween(1e-300, 1e300);
        }
    }

    @Test
    void moreValuesThanAKeyMayHaveAreRefused() {
        String many = java.util.stream.IntStream.rangeClosed(1, 10_001)
                .boxed()
                .toList()
                .toString();
        assertThat(Specs.faults(BASE.formatted(", \"sweep\": {\"/training/epochs\": " + many + "}")))
                .containsExactly("/sweep/~1training~1epochs: found 10,001 values; allowed: at most 10,000");
    }

    /** Though its own value is that of all, and a resolved spec says what differs. */
    @Test
    void aModelWithAKeyOfItsOwnIsLeftAloneByWhoeverReadsTheResolvedSpec() {
        Spec spec = Specs.resolve(BASE.formatted(", \"sweep\": {\"/training/learningRate\": [0.1, 0.2],"
                        + " \"/training/clipNorm\": [1, 2], \"/models/b/training/clipNorm\": [3]}")
                .replace("\"validation\": 0.2", "\"validation\": 0.2, \"learningRate\": 0.5"));
        Spec again = Specs.resolve(spec.toJson().toString());

        for (Spec one : List.of(spec, again)) {
            assertThat(one.sweep().of("a")).hasSize(4);
            assertThat(one.sweep().of("b"))
                    .extracting(candidate -> candidate.model().training().learningRate() + " "
                            + candidate.model().training().clipNorm())
                    .containsExactly("0.5 3.0");
        }
    }

    @Test
    void fewCombinationsAreAllTried() {
        assertThat(sweep("{\"/models/a/config/hidden\": [4, 8]}", "{\"random\": {\"trials\": 40}}")
                        .of("a"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}|null|/sweep: found {}; allowed: an object of values to try",
                "[1]|null|/sweep: found [1]; allowed: an object of values to try",
                "{\"/models/a/config/hidden\": []}|null|/sweep/~1models~1a~1config~1hidden: found []; allowed: an array of values",
                "{\"/models/a/config/hidden\": [4, 0]}|null|/sweep/~1models~1a~1config~1hidden/1: found 0; allowed: a whole number",
                "{\"/models/a/config/hidden\": [4, 4]}|null|/sweep/~1models~1a~1config~1hidden/1: found 4 twice",
                "{\"/models/a/config/hiden\": [4, 5]}|null|/sweep/~1models~1a~1config~1hiden/0: there is no key 'hiden'",
                "{\"/models/c/config/hidden\": [4]}|null|/sweep/~1models~1c~1config~1hidden: there is no model 'c'",
                "{\"/dataset/config/length\": [4]}|null|/sweep/~1dataset~1config~1length: what can be swept is",
                "{\"/models/a/plugin\": [\"mean\"]}|null|/sweep/~1models~1a~1plugin: what can be swept is",
                "{\"/training/seeds\": [[1], [2]]}|null|/sweep/~1training~1seeds: this can't be swept",
                "{\"/models/a/training/device\": [\"cpu\"]}|null|/sweep/~1models~1a~1training~1device: this can't be swept",
                "{\"/models/a/config/hidden\": {\"uniformInteger\": [1, 9]}}|null|/sweep/~1models~1a~1config~1hidden: a grid tries values",
                "{\"/models/a/config/hidden\": {\"unifrom\": [1, 9]}}|{\"random\": {\"trials\": 2}}|/sweep/~1models~1a~1config~1hidden/unifrom: there is no range 'unifrom'",
                "{\"/models/a/config/hidden\": {\"logUniform\": [0, 9]}}|{\"random\": {\"trials\": 2}}|/sweep/~1models~1a~1config~1hidden/logUniform: found [0,9]; allowed: two numbers above 0",
                "{\"/models/a/config/hidden\": {\"uniformInteger\": [1, 9000]}}|{\"random\": {\"trials\": 2}}|/sweep/~1models~1a~1config~1hidden/uniformInteger/1: found 9000",
                "{\"/models/a/config/hidden\": {\"uniform\": [1, 9]}}|{\"random\": {\"trials\": 2}}|/sweep: with the setting {/models/a/config/hidden=",
                "{\"/models/a/config/hidden/x\": [4]}|null|/sweep/~1models~1a~1config~1hidden~1x/0: found {",
                "{\"/training/epochs\": [1], \"/training/epochs/x\": [1]}|null|/sweep/~1training~1epochs~1x: this lies within /training/epochs, which is swept, too",
                "{\"/models/a/config/hidden\": [4]}|{\"random\": {}}|/search/random/trials: this key is required",
                "{\"/models/a/config/hidden\": [4]}|{\"grid\": {}, \"random\": {\"trials\": 2}}|/search/random: there is a \"grid\", too",
                "{\"/models/a/config/hidden\": [4]}|{\"by\": \"luck\"}|/search/by: found \"luck\""
            })
    void whatIsWrongIsSaidAtItsPlace(String sweep, String search, String said) {
        String more = ", \"sweep\": " + sweep + (search.equals("null") ? "" : ", \"search\": " + search);
        assertThat(Specs.faults(BASE.formatted(more)))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(said);
    }

    @Test
    void aSweepNeedsExamplesToSelectBy() {
        assertThat(Specs.faults(
                        BASE.formatted(", \"sweep\": {\"/models/a/config/hidden\": [4, 8]}"), "/training/validation=0"))
                .containsExactly(
                        "/training/validation: a sweep selects settings by examples held out, but \"validation\" is 0");
    }

    @Test
    void aSearchNeedsASweep() {
        assertThat(Specs.faults(BASE.formatted(", \"search\": {\"grid\": {}}")))
                .containsExactly("/search: there is nothing to search: values to try are listed by \"sweep\"");
    }

    @Test
    void moreSettingsThanASweepMayHaveAreRefusedBeforeTheyAreMade() {
        String many =
                java.util.stream.IntStream.rangeClosed(1, 200).boxed().toList().toString();
        String sweep =
                "{\"/models/a/config/hidden\": %s, \"/models/a/training/batchSize\": %s, \"/training/epochs\": %s}"
                        .formatted(many, many, many);
        assertThat(Specs.faults(BASE.formatted(", \"sweep\": " + sweep)))
                .singleElement()
                .asString()
                .startsWith("/sweep: these are more than 20,000 settings");
    }

    private static List<Map<String, JsonNode>> values(Sweep sweep, String model) {
        return sweep.of(model).stream().map(Candidate::values).toList();
    }

    private static Sweep sweep(String sweep, String search) {
        String more = ", \"sweep\": " + sweep + (search == null ? "" : ", \"search\": " + search);
        return Specs.resolve(BASE.formatted(more)).sweep();
    }
}
