package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.bakeoff.io.Json;
import org.bakeoff.testplugins.KindsProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema allows what the reader takes: each of many values, under a key of every kind. Both are made from the same
 * descriptions, so one key of a kind stands for all.
 */
class SpecSchemaLawsTest {

    private static final String FULL = """
            {"$schema": "x", "name": "a",
             "dataset": {"plugin": "parity", "config": {"train": 5, "source": "x"}},
             "models": {"one": {"plugin": "kinds", "config": {"sizes": [2, 3], "colours": ["red"]}, "training": {"epochs": 2}},
                        "two": {"plugin": "mean"}},
             "training": {"seeds": [1, 2], "validation": 1000, "earlyStopping": {"patience": 2, "smallValidation": true}},
             "evaluators": [{"plugin": "separation", "config": {}}]}
            """;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "0",
            "1",
            "2",
            "9",
            "10",
            "-1",
            "-5",
            "-6",
            "1.5",
            "0.25",
            "3.0",
            "1000",
            "1001",
            "1024",
            "1025",
            "1000000",
            "1000001",
            "1000000000",
            "1000000001",
            "1e-12",
            "1e-13",
            "1e12",
            "1e13",
            "2147483647",
            "2147483648",
            "-2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775808",
            "-9223372036854775809",
            "\"\"",
            "\"x\"",
            "\"A\"",
            "\"1\"",
            "\"round\"",
            "\"very-flat\"",
            "\"red\"",
            "\"blue\"",
            "\"group\"",
            "\"longest\"",
            "\"linear\"",
            "\"cpu\"",
            "\"gpu:999\"",
            "\"gpu:1000\"",
            "\"parity\"",
            "\"mean\"",
            "\"kinds\"",
            "\"separation\"",
            "{}",
            "[]",
            "[1]",
            "[1, 1]",
            "[9, 10]",
            "[null]",
            "[[1]]",
            "[\"red\", \"green\"]",
            "[\"red\", \"blue\"]",
            "{\"plugin\": \"mean\"}",
            "{\"plugin\": \"parity\"}",
            "{\"plugin\": \"separation\"}",
            "[{\"plugin\": \"separation\"}]",
            "{\"plugin\": \"mean\", \"config\": {\"hiddenUnits\": 1001}}",
            "{\"plugin\": \"kinds\", \"config\": {\"whole\": 7, \"shape\": \"round\"}}",
            "{\"patience\": 2}",
            "{\"patience\": 0}",
            "{\"patience\": 1, \"smallValidation\": null}",
            "{\"smallValidation\": true}",
            "{\"seeds\": [1]}",
            "{\"epochs\": 3}",
            "{\"1\": 2}");

    private final SpecReader reader = Specs.READER;
    private final ObjectNode json = Specs.INJECTOR.getInstance(SpecSchema.class).json();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json.toString());

    @Test
    void aSpecWithoutAnythingElseIsTaken() {
        assertThat(agreed(Json.LENIENT.readTree(FULL))).isTrue();
        assertThat(agreed(Json.LENIENT.readTree(Specs.SMALL))).isTrue();
        assertThat(agreed(Json.LENIENT.readTree("{}"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/$schema",
                "/name",
                "/colour",
                "/dataset",
                "/dataset/plugin",
                "/dataset/config",
                "/models",
                "/models/one",
                "/models/one/plugin",
                "/models/one/training/seeds",
                "/models/one/config/whole",
                "/models/one/config/large",
                "/models/one/config/real",
                "/models/one/config/flag",
                "/models/one/config/text",
                "/models/one/config/shape",
                "/models/one/config/sizes",
                "/models/one/config/colours",
                "/models/one/config/file",
                "/models/one/config/limit",
                "/models/one/config/part",
                "/models/A",
                "/training",
                "/training/seeds",
                "/training/seeds/0",
                "/training/validation",
                "/training/device",
                "/training/earlyStopping",
                "/training/earlyStopping/patience",
                "/evaluators",
                "/evaluators/0",
                "/evaluators/0/plugin"
            })
    void readerAndSchemaAgreeOnEveryValue(String pointer) {
        for (String value : VALUES) {
            ObjectNode spec = (ObjectNode) Json.LENIENT.readTree(FULL);
            assertThat(new SpecOverride(pointer, value).apply(spec, new Faults()))
                    .isTrue();
            agreed(spec);
        }
        ObjectNode without = (ObjectNode) Json.LENIENT.readTree(FULL);
        JsonPointer place = JsonPointer.compile(pointer);
        if (without.at(place.head()) instanceof ObjectNode object) {
            object.remove(place.last().getMatchingProperty());
            agreed(without);
        }
    }

    /** What an editor shows beside a key, and puts in its place. */
    @Test
    void keysAndPluginsAreExplainedWithTheirDefaults() {
        JsonNode model = json.at("/properties/models/additionalProperties");
        assertThat(model.at("/properties/plugin/oneOf").valueStream()).anySatisfy(plugin -> {
            assertThat(plugin.path("const").asString()).isEqualTo("kinds");
            assertThat(plugin.path("description").asString()).isEqualTo(new KindsProvider().description());
        });
        JsonNode config = model.path("allOf")
                .valueStream()
                .filter(rule ->
                        rule.at("/if/properties/plugin/const").asString().equals("kinds"))
                .findFirst()
                .orElseThrow()
                .at("/then/properties/config/properties");
        for (KeyDescription key : KeyDescription.of(new KindsProvider().defaults())) {
            JsonNode explained = config.path(key.name());
            assertThat(explained.path("description").asString("")).isEqualTo(key.meaning());
            assertThat(explained.has("default")).isEqualTo(key.standard() != null);
            assertThat(explained.get("default")).isEqualTo(key.standard());
        }
    }

    /** Whether both take a spec; fails where one does and the other doesn't, but for what only the reader can say. */
    private boolean agreed(JsonNode spec) {
        List<SpecFault> faults = faults(spec.toString());
        boolean taken = schema.validate(spec.toString(), InputFormat.JSON).isEmpty();
        if (faults.isEmpty() || !faults.stream().allMatch(SpecSchemaLawsTest::onlyTheReaderKnows)) {
            assertThat(taken).as("%s%n%s", spec, faults).isEqualTo(faults.isEmpty());
        }
        return taken;
    }

    /** Rules of a record's own, and numbers in quotes. */
    private static boolean onlyTheReaderKnows(SpecFault fault) {
        return fault.pointer().endsWith("/config")
                || fault.pointer().endsWith("/earlyStopping")
                || fault.message().contains(", but only \"optimizer\"")
                || fault.message().matches("found \"-?[0-9.]+\"; allowed: a path or a URL in quotes, or a number.*");
    }

    private List<SpecFault> faults(String spec) {
        try {
            reader.read(spec, List.of());
            return List.of();
        } catch (SpecException e) {
            return e.faults();
        }
    }
}
