package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Searches as specs have them. */
class SearchSpecTest {

    private static final String BASE = """
            {"dataset": {"plugin": "parity"},
             "models": {"a": {"plugin": "mean"}, "b": {"plugin": "mean", "training": {"learningRate": 0.5}}},
             "training": {"validation": 0.2}%s}
            """;

    @Test
    void aGridIsEveryCombinationAndTheLastKeyChangesFastest() {
        Search search = search("""
                {"/models/a/config/hiddenUnits": [4, 8], "/training/learningRate": [0.1, 0.2, 0.3]}""", null);

        assertThat(search.of("a"))
                .extracting(candidate -> candidate.configuration() + " "
                        + candidate.model().toJson().at("/config/hiddenUnits") + " "
                        + candidate.model().training().learningRate())
                .containsExactly("1 4 0.1", "2 4 0.2", "3 4 0.3", "4 8 0.1", "5 8 0.2", "6 8 0.3");
        // It has a learning rate of its own.
        assertThat(search.of("b"))
                .extracting(candidate -> candidate.model().training().learningRate())
                .containsExactly(0.5);
    }

    @Test
    void theResolvedSpecIsTheSame() {
        Spec spec = Specs.resolve(BASE.formatted("""
                , "search": {"space": {"/models/a/config/hiddenUnits": {"logUniformInteger": [2, 900]},
                                       "/models/b/training/earlyStopping": [null, {"patience": 2, "smallValidation": true}]},
                             "random": {"trials": 5}, "confirmSeeds": 7}"""));
        String json = spec.toJson().toString();
        Spec again = Specs.resolve(json);

        assertThat(again.toJson()).hasToString(json);
        assertThat(again.search().candidates())
                .extracting(candidate -> candidate.model().toJson() + " " + candidate.values())
                .isEqualTo(spec.search().candidates().stream()
                        .map(candidate -> candidate.model().toJson() + " " + candidate.values())
                        .toList());
        assertThat(spec.toJson().at("/search/random")).hasToString("{\"trials\":5,\"seed\":1}");
        assertThat(spec.toJson().at("/search/selectBy")).hasToString("\"loss\"");
        assertThat(spec.toJson().at("/search/confirmSeeds")).hasToString("7");
    }

    @Test
    void freshSeedsFollowTheLargestSearchedOne() {
        assertThat(fresh("", 1L, 2L, 3L)).containsExactly(4L, 5L, 6L);
        assertThat(fresh("", 9L, 4L)).containsExactly(10L, 11L);
        assertThat(fresh(", \"confirmSeeds\": 1", 1L, 2L)).containsExactly(3L);
        assertThat(fresh(", \"confirmSeeds\": 3", 1L)).containsExactly(2L, 3L, 4L);
        assertThat(fresh(", \"confirmSeeds\": 3", 1L, Long.MAX_VALUE - 1)).containsExactly(Long.MAX_VALUE, 0L, 2L);
    }

    @Property(tries = 40)
    void freshSeedsAreNeverAmongTheSearchedOnes(
            @ForAll @UniqueElements @Size(min = 1, max = 9) List<@LongRange(min = 0) Long> searched,
            @ForAll @IntRange(min = 1, max = 20) int count) {
        assertThat(fresh(", \"confirmSeeds\": " + count, searched.toArray(Long[]::new)))
                .hasSize(count)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(searched)
                .allMatch(seed -> seed >= 0);
    }

    private static List<Long> fresh(String keys, Long... searched) {
        return search("{\"/models/a/config/hiddenUnits\": [4, 8]}", keys)
                .method()
                .freshSeeds(List.of(searched));
    }

    @Test
    void halvingTrainsAShareOfTheConfigurationsSoManyTimesAsLong() {
        SearchMethod.Halving halving = new SearchMethod.Halving(null, null);
        assertThat(halving.rungs(9)).containsExactly(1, 3, 9);
        assertThat(halving.rungs(10)).containsExactly(1, 3, 9, 10);
        assertThat(halving.rungs(1)).containsExactly(1);
        assertThat(halving.trainings(27, 9)).isEqualTo(27 + 9 + 3);
        assertThat(halving.trainings(27, 1_000_000)).isEqualTo(27 + 9 + 3);
        assertThat(halving.trainings(7, 9)).isEqualTo(7 + 3);
        assertThat(halving.trainings(1, 9)).isEqualTo(1);
        assertThat(new SearchMethod.Halving(2, 4).rungs(20)).containsExactly(4, 8, 16, 20);
        assertThat(new SearchMethod.Halving(100, 1_000_000).rungs(1_000_000)).containsExactly(1_000_000);
    }

    @Property(tries = 40)
    void whatIsDrawnLiesInItsRange(
            @ForAll @IntRange(min = 0, max = 100_000) int seed, @ForAll SearchDomain.Scale scale) {
        Search search = search(
                "{\"/models/a/training/learningRate\": {\"%s\": [1, 9]}}".formatted(scale.key()),
                ", \"random\": {\"trials\": 9, \"seed\": %d}".formatted(seed));

        assertThat(search.of("a")).hasSize(9).allSatisfy(candidate -> {
            double rate = candidate.model().training().learningRate();
            assertThat(rate).isBetween(1.0, 9.0);
            assertThat(scale.whole() && rate != Math.rint(rate)).isFalse();
        });
        assertThat(new HashSet<>(values(search, "a"))).hasSize(9);
    }

    @Property(tries = 20)
    void whatIsDrawnForAModelDependsOnNoOther(@ForAll @IntRange(min = 0, max = 1000) int seed) {
        String search = ", \"random\": {\"trials\": 6, \"seed\": %d}".formatted(seed);
        String own = "\"/models/a/config/hiddenUnits\": {\"uniformInteger\": [1, 900]}";
        Search alone = search("{" + own + "}", search);
        Search together = search("{\"/models/b/config/dropout\": {\"uniform\": [0, 0.5]}, " + own + "}", search);

        assertThat(values(together, "a")).isEqualTo(values(alone, "a"));
        String next = ", \"random\": {\"trials\": 6, \"seed\": %d}".formatted(seed + 1);
        assertThat(values(alone, "a")).isNotEqualTo(values(search("{" + own + "}", next), "a"));
    }

    /** The middle of the logarithms of 0.0001 and 0.01 is 0.001. */
    @Test
    void aLogarithmicRangeHasAsManySmallNumbersAsLargeOnes() {
        Search search = search(
                "{\"/models/a/training/learningRate\": {\"logUniform\": [0.0001, 0.01]}}",
                ", \"random\": {\"trials\": 1000}");

        long small = search.of("a").stream()
                .filter(candidate -> candidate.model().training().learningRate() < 0.001)
                .count();
        assertThat(small).isBetween(430L, 570L);
    }

    @Test
    void theWidestRangeThereIsIsDrawnFrom() {
        Search search = search(
                "{\"/models/a/training/learningRate\": {\"logUniform\": [1e-12, 1000]},"
                        + " \"/models/a/training/clipNorm\": {\"logUniform\": [1e-12, 1e12]}}",
                ", \"random\": {\"trials\": 500}");

        assertThat(search.of("a")).hasSize(500);
        // No key takes it, but it has to be drawn before that is known.
        SearchDomain.Range widest = new SearchDomain.Range(SearchDomain.Scale.LOG_UNIFORM, 1e-300, 1e300);
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
        assertThat(Specs.faults(BASE.formatted(", \"search\": {\"space\": {\"/training/epochs\": " + many + "}}")))
                .containsExactly("/search/space/~1training~1epochs: found 10,001 values; allowed: at most 10,000");
    }

    /** Though its own value is that of all, and a resolved spec says what differs. */
    @Test
    void aModelWithAKeyOfItsOwnIsLeftAloneByWhoeverReadsTheResolvedSpec() {
        Spec spec = Specs.resolve(BASE.formatted(", \"search\": {\"space\": {\"/training/learningRate\": [0.1, 0.2],"
                        + " \"/training/clipNorm\": [1, 2], \"/models/b/training/clipNorm\": [3]}}")
                .replace("\"validation\": 0.2", "\"validation\": 0.2, \"learningRate\": 0.5"));
        Spec again = Specs.resolve(spec.toJson().toString());

        for (Spec one : List.of(spec, again)) {
            assertThat(one.search().of("a")).hasSize(4);
            assertThat(one.search().of("b"))
                    .extracting(candidate -> candidate.model().training().learningRate() + " "
                            + candidate.model().training().clipNorm())
                    .containsExactly("0.5 3.0");
        }
    }

    @Test
    void fewCombinationsAreAllTried() {
        assertThat(search("{\"/models/a/config/hiddenUnits\": [4, 8]}", ", \"random\": {\"trials\": 40}")
                        .of("a"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}||/search/space: found {}; allowed: an object of values to try",
                "[1]||/search/space: found [1]; allowed: an object of values to try",
                "{\"/models/a/config/hiddenUnits\": []}||/search/space/~1models~1a~1config~1hiddenUnits: found []; allowed: an array of values",
                "{\"/models/a/config/hiddenUnits\": [4, 0]}||/search/space/~1models~1a~1config~1hiddenUnits/1: found 0; allowed: a whole number",
                "{\"/models/a/config/hiddenUnits\": [4, 4]}||/search/space/~1models~1a~1config~1hiddenUnits/1: found 4 twice",
                "{\"/models/a/config/hiden\": [4, 5]}||/search/space/~1models~1a~1config~1hiden/0: there is no key 'hiden'",
                "{\"/models/c/config/hiddenUnits\": [4]}||/search/space/~1models~1c~1config~1hiddenUnits: there is no model 'c'",
                "{\"/dataset/config/length\": [4]}||/search/space/~1dataset~1config~1length: what can be searched is",
                "{\"/models/a/plugin\": [\"mean\"]}||/search/space/~1models~1a~1plugin: what can be searched is",
                "{\"/training/seeds\": [[1], [2]]}||/search/space/~1training~1seeds: this can't be searched",
                "{\"/models/a/training/device\": [\"cpu\"]}||/search/space/~1models~1a~1training~1device: this can't be searched",
                "{\"/models/a/config/hiddenUnits\": {\"uniformInteger\": [1, 9]}}||/search/space/~1models~1a~1config~1hiddenUnits: a grid tries values",
                "{\"/models/a/config/hiddenUnits\": {\"unifrom\": [1, 9]}}|, \"random\": {\"trials\": 2}|/search/space/~1models~1a~1config~1hiddenUnits/unifrom: there is no range 'unifrom'",
                "{\"/models/a/config/hiddenUnits\": {\"logUniform\": [0, 9]}}|, \"random\": {\"trials\": 2}|/search/space/~1models~1a~1config~1hiddenUnits/logUniform: found [0,9]; allowed: two numbers above 0",
                "{\"/models/a/config/hiddenUnits\": {\"uniformInteger\": [1, 9000]}}|, \"random\": {\"trials\": 2}|/search/space/~1models~1a~1config~1hiddenUnits/uniformInteger/1: found 9000",
                "{\"/models/a/config/hiddenUnits\": {\"uniform\": [1, 9]}}|, \"random\": {\"trials\": 2}|/search/space: with the configuration {/models/a/config/hiddenUnits=",
                "{\"/models/a/config/hiddenUnits/x\": [4]}||/search/space/~1models~1a~1config~1hiddenUnits~1x/0: found {",
                "{\"/training/epochs\": [1], \"/training/epochs/x\": [1]}||/search/space/~1training~1epochs~1x: this lies within /training/epochs, which is searched, too",
                "{\"/models/a/config/hiddenUnits\": [4]}|, \"random\": {}|/search/random/trials: this key is required",
                "{\"/models/a/training/epochs\": [4, 8]}|, \"halving\": {}|/search/space/~1models~1a~1training~1epochs: \"halving\" needs configurations that have the same number of epochs, so they can't be searched",
                "{\"/training/epochs\": [4, 8]}|, \"halving\": {}|/search/space/~1training~1epochs: \"halving\" needs configurations that have the same number of epochs, so they can't be searched",
                "{\"/models/a/config/hiddenUnits\": [4, 8]}|, \"halving\": {\"firstEpochs\": 3}|/search/halving: the model a is trained for 3 epochs, and there is nothing to stop early; allowed: fewer \"firstEpochs\" than \"epochs\"",
                "{\"/models/a/config/hiddenUnits\": [4]}|, \"halving\": {\"factor\": 1}|/search/halving/factor: found 1; allowed: a whole number from 2 to 100",
                "{\"/models/a/config/hiddenUnits\": [4]}|, \"grid\": {}, \"random\": {\"trials\": 2}|/search/random: there is a \"grid\", too",
                "{\"/models/a/config/hiddenUnits\": [4]}|, \"selectBy\": \"chance\"|/search/selectBy: found \"chance\""
            })
    void whatIsWrongIsSaidAtItsPlace(String space, @Nullable String method, String said) {
        assertThat(Specs.faults(BASE.formatted(searched(space, method))))
                .hasSize(1)
                .first()
                .asString()
                .startsWith(said);
    }

    @Test
    void aSearchNeedsExamplesToSelectBy() {
        assertThat(Specs.faults(
                        BASE.formatted(", \"search\": {\"space\": {\"/models/a/config/hiddenUnits\": [4, 8]}}"),
                        "/training/validation=0"))
                .containsExactly(
                        "/training/validation: a search selects configurations by validation examples, but \"validation\" is 0");
    }

    @Test
    void aSearchNeedsASpace() {
        assertThat(Specs.faults(BASE.formatted(", \"search\": {\"grid\": {}}")))
                .containsExactly("/search/space: this key is required: the values to try for keys of models and of the"
                        + " training, by their JSON pointers");
    }

    @Test
    void moreKeysThanASearchMayHaveAreRefused() {
        String keys = IntStream.range(0, 2_001)
                .mapToObj(key -> "\"/training/k" + key + "\": [1]")
                .collect(Collectors.joining(", ", "{", "}"));
        assertThat(Specs.faults(BASE.formatted(searched(keys, null))))
                .containsExactly("/search/space: found 2,001 keys; allowed: at most 2,000");
    }

    @Test
    void moreConfigurationsThanASearchMayHaveAreRefusedBeforeTheyAreMade() {
        String many =
                java.util.stream.IntStream.rangeClosed(1, 200).boxed().toList().toString();
        String space =
                "{\"/models/a/config/hiddenUnits\": %s, \"/models/a/training/batchSize\": %s, \"/training/epochs\": %s}"
                        .formatted(many, many, many);
        assertThat(Specs.faults(BASE.formatted(searched(space, null))))
                .singleElement()
                .asString()
                .startsWith("/search/space: these are more than 20,000 configurations");
    }

    /** A hundred models with 40,000 values each took minutes to be refused. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                       | these are more than 20,000 configurations",
                ", \"random\": {\"trials\": 20} | found 4,000,000 values"
            })
    void moreValuesThanASearchMayHaveAreRefusedBeforeTheyAreChecked(@Nullable String method, String refusal) {
        String models = IntStream.range(0, 100)
                .mapToObj(model -> "\"m" + model + "\": {\"plugin\": \"mean\"}")
                .collect(Collectors.joining(", "));
        String values = IntStream.rangeClosed(1, 10_000).boxed().toList().toString();
        String space = Stream.of("epochs", "batchSize", "gradientAccumulation", "learningRate")
                .map(key -> "\"/training/" + key + "\": " + values)
                .collect(Collectors.joining(", ", "{", "}"));
        assertThat(Specs.faults("{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {" + models
                        + "}, \"training\": {\"validation\": 0.2}" + searched(space, method) + "}"))
                .singleElement()
                .asString()
                .startsWith("/search/space: " + refusal);
    }

    @ParameterizedTest
    @CsvSource({"2000, 2, 10000, 0", "2000, 50, 2, 20000"})
    void aSearchWhoseValuesAndConfigurationsAreEachCheckedWithTooMuchIsRefusedBefore(
            int keys, int values, int trials, int weights) {
        String listed = IntStream.rangeClosed(1, values).boxed().toList().toString();
        String space = IntStream.range(0, keys)
                .mapToObj(key -> "\"/training/classWeights/c" + key + "\": " + listed)
                .collect(Collectors.joining(", ", "{", "}"));
        String given = IntStream.range(0, weights)
                .mapToObj(key -> "\"c" + key + "\": 1")
                .collect(Collectors.joining(", ", "{", "}"));
        assertThat(Specs.faults("{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"a\": {\"plugin\": \"mean\"}},"
                        + " \"training\": {\"validation\": 0.2, \"classWeights\": " + given + "}"
                        + searched(space, ", \"random\": {\"trials\": " + trials + "}") + "}"))
                .singleElement()
                .asString()
                .startsWith("/search/space: each value and each configuration is checked with the whole training")
                .contains("allowed: at most 20,000,000;");
    }

    @Test
    void moreTrialsThanAnExperimentMayHaveAreRefusedBeforeTheyArePlanned() {
        String seeds = java.util.stream.LongStream.rangeClosed(1, 50_001)
                .boxed()
                .toList()
                .toString();
        assertThat(Specs.faults(BASE.formatted(""), "/training/seeds=" + seeds))
                .singleElement()
                .asString()
                .startsWith("/training/seeds: found 50,001 seeds")
                .contains("100,002 trials", "at most 100,000");
        String some = java.util.stream.LongStream.rangeClosed(1, 1000)
                .boxed()
                .toList()
                .toString();
        String range = searched(
                "{\"/models/a/training/learningRate\": {\"logUniform\": [0.001, 0.1]}}",
                ", \"random\": {\"trials\": %d}, \"confirmSeeds\": %d");
        assertThat(Specs.faults(BASE.formatted(range.formatted(100, 1)), "/training/seeds=" + some))
                .singleElement()
                .asString()
                .startsWith("/search: ")
                .contains("100,001 trials");
        assertThat(Specs.faults(BASE.formatted(range.formatted(95, 4001)), "/training/seeds=" + some))
                .singleElement()
                .asString()
                .startsWith("/search: ")
                .contains("100,001 trials");
        assertThat(Specs.resolve(BASE.formatted(range.formatted(95, 4000)), "/training/seeds=" + some)
                        .search()
                        .candidates())
                .hasSize(96);
    }

    @Test
    void aModelFromElsewhereMustNotHaveTheFoldersOfAConfiguration() {
        String search = searched("{\"/models/a/config/hiddenUnits\": [2, 4]}", null);
        String imported = "/models/a-%d={\"predictions\": [\"a.csv\"]}";
        // Its trials would be a-2-1, like that of the second configuration with the seed 1.
        assertThat(Specs.faultsOfFinished(BASE.formatted(search), imported.formatted(2)))
                .singleElement()
                .asString()
                .startsWith("/models/a-2: ");
        assertThat(Specs.faultsOfFinished(BASE.formatted(search), imported.formatted(3)))
                .isEmpty();
        assertThat(Specs.faultsOfFinished(BASE.formatted(""), imported.formatted(2)))
                .isEmpty();
    }

    private static List<Map<String, JsonNode>> values(Search search, String model) {
        return search.of(model).stream().map(Search.Candidate::values).toList();
    }

    private static Search search(String space, @Nullable String method) {
        return Specs.resolve(BASE.formatted(searched(space, method))).search();
    }

    private static String searched(String space, @Nullable String method) {
        return ", \"search\": {\"space\": " + space + (method == null ? "" : method) + "}";
    }
}
