package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.spec.Specs.faults;
import static org.bakeoff.spec.Specs.faultsOf;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is said of a spec that can't be run. */
class SpecFaultsTest {

    private static final String KINDS_POINTER = "/models/one/config/";

    @Test
    void everyFaultIsReportedAtOnce() {
        assertThat(faults("""
                        {"nmae": "x", "name": "No", "tags": ["a", "a"], "models": {"A": {"plugin": "mean", "config": {"hiddenUnits": 0, "dropuot": 1}},
                          "b": {"plugin": "maen"}, "c": 3, "d": {}, "e": {"plugin": 1}},
                         "training": {"epochs": 1.5, "seeds": [1, "2", -1], "padding": "long", "device": "gpu:x",
                           "validation": 1.5, "earlyStopping": {}},
                         "evaluators": [{"plugin": "error-rate", "config": {"x": 1}}, "separation"]}
                        """))
                .containsExactlyInAnyOrder(
                        "/nmae: there is no key 'nmae'; there are $schema, name, tags, dataset, datasets, split, trainSizes, models, training, comparison, evaluators, search;"
                                + " did you mean 'name'?",
                        "/name: found \"No\"; allowed: a name of at most 100 small letters, digits and hyphens that"
                                + " starts with a letter",
                        "/tags: found [\"a\",\"a\"]; allowed: an array of at most 20 different tags, each a name of at most 100"
                                + " small letters, digits and hyphens that starts with a letter",
                        "/dataset: this key is required: a dataset to train on",
                        "/models/A: found a model named \"A\"; allowed: a name of at most 100 small letters, digits and"
                                + " hyphens that starts with a letter",
                        "/models/A/config/hiddenUnits: found 0; allowed: a whole number from 1 to 1000",
                        "/models/A/config/dropuot: there is no key 'dropuot'; there are hiddenUnits, dropout;"
                                + " did you mean 'dropout'?",
                        "/models/b/plugin: there is no model plugin 'maen'; there are average, counts, kinds, letters, looking, mean, odd, vectors;"
                                + " did you mean 'mean'?",
                        "/models/c: found 3; allowed: an object with a \"plugin\"",
                        "/models/d/plugin: this key is required: one of average, counts, kinds, letters, looking, mean, odd, vectors",
                        "/models/e/plugin: found 1; allowed: a plugin's name in quotes",
                        "/training/epochs: found 1.5; allowed: a whole number from 1 to 1000000",
                        "/training/seeds/1: found \"2\"; allowed: a whole number from 0 to 9223372036854775807",
                        "/training/seeds/2: found -1; allowed: a whole number from 0 to 9223372036854775807",
                        "/training/padding: found \"long\"; allowed: one of \"fixed\", \"longest\"",
                        "/training/device: found \"gpu:x\"; allowed: \"auto\", \"cpu\", \"gpu\" or \"gpu:N\", such as"
                                + " \"gpu:0\"",
                        "/training/validation: found 1.5; allowed: a whole number, or a fraction below 1",
                        "/training/earlyStopping/patience: this key is required: epochs without improvement of the"
                                + " validation loss that end training",
                        "/evaluators/0/config/x: there is no key 'x'; there are none",
                        "/evaluators/1: found \"separation\"; allowed: an object with a \"plugin\"");
    }

    @Test
    void theFaultsOfASearchAreReportedWithTheOthers() {
        assertThat(faults("""
                        {"dataset": {"plugin": "parrity"},
                         "models": {"a": {"plugin": "mean", "config": {"hiddenUnits": 0}}, "b": {"plugin": "maen"},
                           "c": {"predictions": []}},
                         "training": {"epochs": 0, "validation": 0, "seeds": {"atLeast": 3, "atMost": 4, "until": "decided"}},
                         "comparison": {"primaryMetric": "x"}, "evaluators": [],
                         "search": {"by": "loss", "selectBy": "luck", "halving": {"factor": 1},
                           "space": {"/models/q/config/x": [1], "/models/a/config/hidden": [1], "/models/c/config/x": [1],
                             "/models/a/config/hiddenUnits": [0, 4], "/training/learningRate": {"uniform": [2, 1]},
                             "/training/seeds": [1], "/models/a/training/clipNorm": {"uniform": [1, 2]}}}}
                        """))
                .extracting(fault -> fault.substring(0, fault.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "/dataset/plugin",
                        "/training/epochs",
                        "/training/seeds",
                        "/training/validation",
                        "/models/a/config/hiddenUnits",
                        "/models/b/plugin",
                        "/models/c/predictions",
                        "/comparison/primaryMetric",
                        "/search/by",
                        "/search/selectBy",
                        "/search/halving/factor",
                        "/search/space/~1models~1q~1config~1x",
                        "/search/space/~1models~1c~1config~1x",
                        "/search/space/~1models~1a~1config~1hidden/0",
                        "/search/space/~1models~1a~1config~1hiddenUnits/0",
                        "/search/space/~1training~1learningRate/uniform",
                        "/search/space/~1training~1seeds",
                        "/search/space/~1models~1a~1training~1clipNorm");
    }

    @Test
    void aNumberOfHundredsOfDigitsIsAFaultOfASearchAsElsewhere() {
        String digits = "9".repeat(400);
        assertThat(faults("""
                        {"dataset": {"plugin": "parity"}, "models": {"a": {"plugin": "mean"}}, "training": {"validation": %s},
                         "search": {"space": {"/training/learningRate": {"uniform": [1, %s]}}, "random": {"trials": 2}}}
                        """.formatted(digits, digits)))
                .extracting(fault -> fault.substring(0, fault.indexOf(": ")))
                .containsExactlyInAnyOrder("/training/validation", "/search/space/~1training~1learningRate/uniform");
    }

    @Test
    void aNameThatControlsATerminalStandsInNoMessageOfASearch() {
        assertThat(faults("""
                        {"dataset": {"plugin": "parity"},
                         "models": {"a": {"plugin": "mean"}, "\\u001b[2J": {"plugin": "mean"}},
                         "search": {"space": {"/models/b/config/hiddenUnits": [1, 2]}, "halving": {"factor": 2}}}
                        """))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault).doesNotContain("\u001b"))
                .anySatisfy(fault -> assertThat(fault).contains("there is no model 'b'; there is only a;"));
    }

    @Test
    void aSearchIsNotBlamedForTheFaultsOfTheRest() {
        assertThat(faults("""
                        {"dataset": {"plugin": "parity"}, "models": {"a": {"plugin": "maen"}},
                         "training": {"earlyStopping": {}},
                         "search": {"space": {"/models/a/config/x": [1], "/training/earlyStopping/smallValidation": [true],
                           "/training/epochs": [1, 2]}}}
                        """))
                .extracting(fault -> fault.substring(0, fault.indexOf(": ")))
                .containsExactlyInAnyOrder("/models/a/plugin", "/training/earlyStopping/patience");
        assertThat(faults("""
                        {"dataset": {"plugin": "parity"}, "models": [], "search": {"space": {"/models/a/config/x": [1]}}}
                        """)).singleElement().asString().startsWith("/models: found []");
        assertThat(faults("""
                        {"dataset": {"plugin": "parity"}, "models": {"a": {"plugin": "mean"}}, "search": []}
                        """)).singleElement().asString().startsWith("/search: found []");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "whole   | 2147483648      | a whole number of at most 2147483647",
                "whole   | 1.5             | a whole number of at most 2147483647",
                "whole   | 1.0E17          | a whole number of at most 2147483647",
                "whole   | \"1\"           | a whole number of at most 2147483647",
                "whole   | null            | a whole number of at most 2147483647",
                "whole   | true            | a whole number of at most 2147483647",
                "whole   | [1]             | a whole number of at most 2147483647",
                "whole   | {\"a\":1}       | a whole number of at most 2147483647",
                "large   | 9223372036854775808 | a whole number from -5 to 9223372036854775807",
                "large   | -6              | a whole number from -5 to 9223372036854775807",
                "real    | 1.5             | a number from 0 to 1",
                "real    | -1.0E-9         | a number from 0 to 1",
                "real    | \"NaN\"         | a number from 0 to 1",
                "flag    | \"true\"        | true or false",
                "flag    | 1               | true or false",
                "text    | 1               | a text in quotes",
                "text    | null            | a text in quotes",
                "shape   | \"ROUND\"       | one of \"round\", \"very-flat\"",
                "shape   | \"flat\"        | one of \"round\", \"very-flat\"",
                "shape   | 0               | one of \"round\", \"very-flat\"",
                "sizes   | 3               | an array of whole numbers from 1 to 9",
                "sizes/1 | [1,[2]]         | a whole number from 1 to 9",
                "sizes/0 | [null]          | a whole number from 1 to 9",
                "sizes/2 | [1,9,10]        | a whole number from 1 to 9",
                "colours | \"red\"         | an array of any of \"red\", \"green\"",
                "colours/0 | [\"blue\"]    | one of \"red\", \"green\"",
                "file    | 1               | a path or a URL in quotes",
                "file    | \"a\\u0000b\"   | a path or a URL in quotes",
                "limit   | 0               | a whole number from 1 to 2147483647",
                "part    | 1.5             | a path or a URL in quotes, or a number from 0 to 1",
                "part    | \"-1\"          | a path or a URL in quotes, or a number from 0 to 1",
                "part    | true            | a path or a URL in quotes, or a number from 0 to 1",
                "part    | \"a\\u0000b\"   | a path or a URL in quotes, or a number from 0 to 1",
            })
    void aWrongValueIsShownWithWhatIsAllowed(String at, String value, String allowed) {
        String key = at.replaceFirst("/.*", "");
        JsonNode found =
                JsonMapper.shared().readTree("{\"" + key + "\": " + value + "}").at("/" + at);
        assertThat(kinds("\"" + key + "\": " + value))
                .containsExactly(KINDS_POINTER + at + ": found " + found + "; allowed: " + allowed);
    }

    @Test
    void whatNoEvaluatorCouldMeasureIsRefusedBeforeTraining() {
        String spec = """
                {"dataset": {"plugin": "parity"}, "models": {"one": {"plugin": "mean"}}, "evaluators": [%s],
                 "comparison": {"primaryMetric": "errorRate"}}
                """;
        assertThat(faults(spec.formatted(""))).singleElement().asString().startsWith("/comparison/primaryMetric: ");
        assertThat(faults(spec.formatted("{\"plugin\": \"error-rate\"}, {\"plugin\": \"error-rate\", \"config\": {}}")))
                .singleElement()
                .asString()
                .startsWith("/evaluators/1: ");
        assertThat(faults(spec.formatted("{\"plugin\": \"error-rate\"}, {\"plugin\": \"first-examples\"},"
                        + " {\"plugin\": \"first-examples\", \"config\": {\"count\": 2}}")))
                .singleElement()
                .asString()
                .startsWith("/evaluators/2: ");
    }

    @Test
    void aWholeNumberMayBeWrittenWithAPoint() {
        Spec spec = Specs.resolve(Specs.SMALL, "/training/epochs=3.0", "/training/seeds=[1e2]");

        assertThat(spec.training().epochs()).isEqualTo(3);
        assertThat(spec.training().seeds().first()).containsExactly(100L);
    }

    @Test
    void theSchemaOfASpecIsNamedByAText() {
        assertThat(Specs.faultsOf("$schema", "7"))
                .containsExactly("/$schema: found 7; allowed: the path or URL of a JSON Schema in quotes");
    }

    @Test
    void aNumberBeyondAllNumbersIsNone() {
        assertThat(kinds("\"real\": 1e400"))
                .containsExactly(KINDS_POINTER
                        + "real: found a number with too large an exponent; allowed: a number from 0 to 1");
        assertThat(kinds("\"real\": 1" + "0".repeat(400)))
                .singleElement()
                .asString()
                .contains("000...; allowed: a number from 0 to 1");
        assertThat(kinds("\"large\": -1" + "0".repeat(400)))
                .singleElement()
                .asString()
                .contains("000...; allowed: a whole number");
        assertThat(faultsOf("training", "{\"clipNorm\": 1e-400}"))
                .containsExactly("/training/clipNorm: found 0.0; allowed: a number from 1E-12 to 1000000000000");
    }

    @Test
    void aRuleAcrossKeysIsReportedAtTheConfigOnceItsKeysAreSound() {
        assertThat(kinds("\"limit\": 1, \"sizes\": [1, 2, 3]"))
                .containsExactly("/models/one/config: \"limit\" is smaller than the number of \"sizes\"");
        assertThat(kinds("\"limit\": 1, \"sizes\": [1, 2, 33]"))
                .containsExactly(KINDS_POINTER + "sizes/2: found 33; allowed: a whole number from 1 to 9");
        assertThat(faults("{\"dataset\": {\"plugin\": \"parity\", \"config\": {\"sha256\": \"00\"}},"
                        + " \"models\": {\"one\": {\"plugin\": \"mean\"}}}"))
                .containsExactly("/dataset/config: \"sha256\" needs a \"source\"");
    }

    @Test
    void unknownKeysAreFoundAtEveryLevel() {
        assertThat(faults("""
                        {"Dataset": 1, "dataset": {"plugin": "parity", "konfig": {}, "config": {"tests": 5}},
                         "models": {"one": {"plugin": "mean", "config": {"units": 2}, "training": {"batch_size": 2, "earlyStopping": {"patience": 1, "pa/ti~ence": 1}}}},
                         "training": {"EPOCHS": 1},
                         "evaluators": [{"plugin": "separation", "plugins": 1}]}
                        """))
                .extracting(line -> line.replaceFirst("there are .*; did", "did"))
                .containsExactlyInAnyOrder(
                        "/Dataset: there is no key 'Dataset'; did you mean 'dataset'?",
                        "/dataset/konfig: there is no key 'konfig'; did you mean 'config'?",
                        "/models/one/config/units: there is no key 'units'; did you mean 'hiddenUnits'?",
                        "/dataset/config/tests: there is no key 'tests'; did you mean 'test'?",
                        "/models/one/training/batch_size: there is no key 'batch_size'; did you mean 'batchSize'?",
                        "/models/one/training/earlyStopping/pa~1ti~0ence: there is no key 'pa/ti~ence'; did you mean 'patience'?",
                        "/training/EPOCHS: there is no key 'EPOCHS'; did you mean 'epochs'?",
                        "/evaluators/0/plugins: there is no key 'plugins'; did you mean 'plugin'?");
    }

    @Test
    void aNameThatIsFarFromAllGetsNoSuggestion() {
        assertThat(
                        faults(
                                "{\"dataset\": {\"plugin\": \"wikipedia\"}, \"models\": {\"one\": {\"plugin\": \"transformer\"}}}"))
                .containsExactly(
                        "/dataset/plugin: there is no dataset 'wikipedia'; there are listed, parity",
                        "/models/one/plugin: there is no model plugin 'transformer'; there are average, counts, kinds, letters, looking, mean, odd, vectors");
        assertThat(faultsOf("evaluators", "[{\"plugin\": \"\"}]"))
                .containsExactly(
                        "/evaluators/0/plugin: there is no evaluator ''; there are error-rate, first-examples, separation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/etc",
                "a/b",
                "..",
                "",
                "-a",
                "1a",
                "a b",
                "A",
                "a_b",
                "caf\u00e9",
                "a.b",
                "a\\u0000",
                "a\\n",
                "con:"
            })
    void aNameThatCouldLeadElsewhereIsRefused(String name) {
        assertThat(faultsOf("name", "\"" + name + "\""))
                .singleElement()
                .asString()
                .startsWith("/name: found \"");
        assertThat(faults("{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"" + name
                        + "\": {\"plugin\": \"mean\"}}}"))
                .singleElement()
                .asString()
                .contains(": found a model named \"");
    }

    @Test
    void namesHaveAnEnd() {
        assertThat(Specs.resolve(Specs.SMALL, "/name=\"" + "a".repeat(100) + "\"")
                        .name())
                .hasSize(100);
        assertThat(faultsOf("name", "\"" + "a".repeat(101) + "\"")).hasSize(1);
        assertThat(faultsOf("name", "null")).hasSize(1);
        assertThat(faultsOf("name", "7")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "models     | {}    | /models: found {}; allowed: an object with at least one model, by name",
                "models     | []    | /models: found []; allowed: an object with at least one model, by name",
                "models     | null  | /models: found null; allowed: an object with at least one model, by name",
                "dataset    | null  | /dataset: found null; allowed: an object with a \"plugin\"",
                "dataset    | []    | /dataset: found []; allowed: an object with a \"plugin\"",
                "training   | null  | /training: found null; allowed: an object",
                "training   | [1]   | /training: found [1]; allowed: an object",
                "evaluators | null  | /evaluators: found null; allowed: an array of evaluators",
                "evaluators | {}    | /evaluators: found {}; allowed: an array of evaluators",
                "evaluators | [[]]  | /evaluators/0: found []; allowed: an object with a \"plugin\"",
            })
    void thePartsOfASpecHaveTheirForm(String key, String value, String fault) {
        assertThat(faults(Specs.SMALL, "/" + key + "=" + value)).containsExactly(fault);
    }

    @Test
    void moreModelsThanCanBeComparedPairwiseAreRefused() {
        assertThat(Specs.resolve(Specs.SMALL, "/models=" + models(100)).models())
                .hasSize(100);
        assertThat(faults(Specs.SMALL, "/models=" + models(101)))
                .containsExactly(
                        "/models: found 101 models, of which every two would be compared, 5,050 pairs; allowed: at"
                                + " most 100. Divide them among several specs; further seeds of a model need no further model");
    }

    private static String models(int count) {
        return IntStream.range(0, count)
                .mapToObj(model -> "\"m" + model + "\": {\"plugin\": \"mean\"}")
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Test
    void aConfigThatIsNoObjectIsRefused() {
        assertThat(faults(Specs.SMALL, "/models/one/config=null", "/dataset/config=[]"))
                .containsExactly(
                        "/dataset/config: found []; allowed: an object",
                        "/models/one/config: found null; allowed: an object");
    }

    @Test
    void whatATerminalWouldObeyIsNotPrinted() {
        assertThat(faultsOf("\\u001b[31m\\nred\\u202e", "1"))
                .singleElement()
                .asString()
                .startsWith("/?[31m red?: there is no key '?[31m red?'; there are");
    }

    @Test
    void muchThatIsWrongIsCutShort() {
        String seeds = IntStream.range(0, 1000).mapToObj(seed -> "null").collect(Collectors.joining(","));
        SpecException refusal = Specs.refusal(() -> Specs.resolve(Specs.SMALL, "/training/seeds=[" + seeds + "]"));
        assertThat(refusal.faults()).hasSize(1000);
        assertThat(refusal.getMessage().lines()).hasSize(102);
        assertThat(refusal).hasMessageEndingWith("and 900 more");

        String key = "k".repeat(40_000);
        assertThat(Specs.refusal(() -> Specs.resolve("{\"" + key + "\": \"" + key + "\"}"))
                        .getMessage())
                .hasSizeLessThan(1500);
    }

    private static List<String> kinds(String config) {
        return faults(
                "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"one\": {\"plugin\": \"kinds\", \"config\": {"
                        + config + "}}}}");
    }
}
