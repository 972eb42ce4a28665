package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.bakeoff.experiment.Experiment;
import org.bakeoff.experiment.InstalledPlugins;
import org.bakeoff.io.Json;
import org.bakeoff.spec.SpecException;
import org.bakeoff.spec.SpecFault;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The JSON Schema of specs says of them what their reader says. */
class SpecSchemaTest {

    private static final int ROUNDS = 1000;

    private static final Path EXPERIMENTS = Path.of("../experiments");
    private static final Path KEPT = EXPERIMENTS.resolve("spec.schema.json");

    private static final String FULL = """
            {"$schema": "x", "name": "a", "dataset": {"plugin": "text", "config": {"train": "a.csv", "test": 0.5, "format": "csv"}},
             "models": {"b": {"plugin": "lstm", "config": {"hiddenUnits": [2, 3], "dropout": 0.5, "pooling": "max"},
                              "training": {"epochs": 2, "padding": "longest"}},
                        "c": {"plugin": "bagofwords", "config": {}}},
             "training": {"epochs": 3, "batchSize": 64, "learningRate": 1e-3, "validation": 64, "validationStrategy": "first",
               "seeds": [1, 2], "padding": "fixed", "device": "auto", "threads": 2, "clipNorm": 1.0, "schedule": "linear"},
             "evaluators": [{"plugin": "accuracy"}, {"plugin": "disagreements", "config": {"examples": 6}}]}
            """;

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "7",
            "\"7\"",
            "0",
            "-1",
            "\"-1\"",
            "1",
            "11.0",
            "1.5",
            "0.25",
            "3e2",
            "1e-13",
            "1e13",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "\"\"",
            "\"x\"",
            "\"Text\"",
            "\"lstm\"",
            "\"text\"",
            "\"accuracy\"",
            "\"gpu:1\"",
            "\"gpu:1000\"",
            "\"tpu\"",
            "\"first\"",
            "\"linear\"",
            "{}",
            "[]",
            "[1]",
            "[1, 1]",
            "[2, 3]",
            "[0]",
            "[[1]]",
            "{\"plugin\": \"simplernn\"}",
            "{\"plugin\": \"accuracy\"}",
            "{\"patience\": 2}",
            "{\"epochs\": 2}",
            "{\"config\": {}}",
            "{\"1\": 2}");

    private static final String JSON = Json.PRETTY.writeValueAsString(InstalledPlugins.specSchema(List.of())) + "\n";
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JSON);

    static List<Path> experiments() throws IOException {
        try (Stream<Path> files = Files.list(EXPERIMENTS)) {
            return files.filter(file -> file.toString().endsWith(".json") && !file.equals(KEPT))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theKeptSchemaIsCurrent() throws IOException {
        if (Boolean.getBoolean("bakeoff.write")) {
            Files.writeString(KEPT, JSON);
        }
        assertThat(Files.readString(KEPT))
                .as("./bakeoff schema > experiments/spec.schema.json writes it anew, as -Dbakeoff.write=true does here")
                .isEqualToNormalizingNewlines(JSON);
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void everyExperimentNamesTheSchemaAndIsValid(Path file) throws IOException {
        String spec = Files.readString(file);

        assertThat(Json.LENIENT.readTree(spec).path("$schema").asString()).isEqualTo("spec.schema.json");
        assertThat(accepts(spec)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{DATA, MODELS}",
                "{'$schema': 'x', 'name': 'a-1', DATA, MODELS, 'evaluators': []}",
                "{DATA, MODELS, 'evaluators': [{'plugin': 'accuracy'}]}",
                "{DATA, MODELS, 'training': {'epochs': 3, 'clipNorm': null, 'padding': 'longest'}}",
                "{DATA, MODELS, 'training': {'optimizer': 'adamw', 'weightDecay': 0.1, 'momentum': null, 'warmup': 0.1}}",
                "{DATA, MODELS, 'training': {'learningRates': {'encoder': 0.001, 'head': 0}}}",
                "{DATA, MODELS, 'training': {'optimizer': 'sgd', 'momentum': 0.9, 'gradientAccumulation': 4, 'warmup': 10}}",
                "{DATA, MODELS, 'search': {'space': {'/training/optimizer': ['adam', 'adamw'], '/training/warmup': {'uniform': [0, 0.2]}}, 'random': {'trials': 2}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'hiddenUnits': [3, 4], 'pooling': 'max-mean'}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'training': {'epochs': 2}}}}",
                "{DATA, 'models': {'a': {'predictions': ['pom.xml']}, 'b': {'predictions': ['pom.xml'], 'baseline': true}}}",
                "{'dataset': {'plugin': 'text', 'config': {'train': 'a.csv', 'test': 0.2}}, MODELS}",
                "{'dataset': {'plugin': 'text', 'config': {'train': 'a.csv', 'test': 'b.csv'}}, MODELS}",
                "{DATA, MODELS, 'training': {'earlyStopping': {'patience': 2, 'smallValidation': true}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1, 2]}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1, 2]}, 'selectBy': 'accuracy', 'random': null}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': {'uniformInteger': [1, 9]}}, 'random': {'trials': 2}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1, 2]}, 'confirmSeeds': 5}}",
                "{DATA, MODELS, 'search': {'space': {'/training/earlyStopping': [null]}, 'grid': {}, 'random': null}}"
            })
    void whatTheReaderTakesTheSchemaTakes(String form) {
        String spec = spec(form);

        assertThat(readable(spec)).isTrue();
        assertThat(accepts(spec)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{DATA}",
                "{DATA, MODELS, 'search': {'grid': {}}}",
                "{DATA, MODELS, 'search': {'space': {}}}",
                "{DATA, MODELS, 'search': {'space': null}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': []}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': 2}}}",
                "{DATA, MODELS, 'search': {'space': {'/dataset/config/length': [2]}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': {'uniformInteger': [1.5, 9]}}, 'random': {'trials': 2}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': {'uniform': [1]}}, 'random': {'trials': 2}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1]}, 'grid': {}, 'random': {'trials': 2}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1]}, 'random': {}}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1]}, 'confirmSeeds': 0}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1]}, 'confirmSeeds': 1.5}}",
                "{DATA, MODELS, 'search': {'space': {'/training/epochs': [1]}, 'selectBy': 'chance'}}",
                "{MODELS}",
                "{DATA, 'models': {}}",
                "{DATA, 'models': []}",
                "{DATA, MODELS, 'traning': {}}",
                "{'name': 'A b', DATA, MODELS}",
                "{'dataset': {'plugin': 'nothing'}, MODELS}",
                "{'dataset': {'plugin': 'synthetic', 'config': {'train': '5'}}, MODELS}",
                "{'dataset': {'plugin': 'synthetic', 'config': {'lenth': 5}}, MODELS}",
                "{'dataset': {'plugin': 'text'}, MODELS}",
                "{'dataset': {'plugin': 'text', 'config': {'train': 'a.csv', 'test': 7}}, MODELS}",
                "{DATA, 'models': {'A': {'plugin': 'lstm'}}}",
                "{DATA, 'models': {'a': {'config': {}}}}",
                "{DATA, 'models': {'a': {'predictions': ['pom.xml'], 'plugin': 'lstm'}}}",
                "{DATA, 'models': {'a': {'predictions': ['pom.xml'], 'training': {}}}}",
                "{DATA, 'models': {'a': {'predictions': 'pom.xml'}}}",
                "{DATA, 'models': {'a': {'predictions': [1]}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'baseline': true}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'hiddenUnits': 3}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'hiddenUnits': [0]}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'pooling': 'most'}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'training': {'seeds': [1]}}}}",
                "{DATA, MODELS, 'training': {'epochs': 0}}",
                "{DATA, MODELS, 'training': {'optimizer': 'Adam'}}",
                "{DATA, MODELS, 'training': {'learningRates': {'encoder': -1}}}",
                "{DATA, MODELS, 'training': {'gradientAccumulation': 0}}",
                "{DATA, MODELS, 'training': {'warmup': 1.5}}",
                "{DATA, MODELS, 'training': {'epochs': 1.5}}",
                "{DATA, MODELS, 'training': {'epochs': null}}",
                "{DATA, MODELS, 'training': {'earlyStopping': {}}}",
                "{DATA, MODELS, 'evaluators': {}}",
                "{DATA, MODELS, 'evaluators': [{'plugin': 'accuracy', 'config': {'a': 1}}]}"
            })
    void whatTheReaderRefusesTheSchemaRefuses(String form) {
        String spec = spec(form);

        assertThat(readable(spec)).isFalse();
        assertThat(accepts(spec)).isFalse();
    }

    @Tag("endurance")
    @Test
    void readerAndSchemaAgreeOnWhateverIsDoneToASpec() {
        SplittableRandom random = new SplittableRandom(1);
        int both = 0;
        int neither = 0;
        for (int round = 0; round < ROUNDS; round++) {
            ObjectNode spec = (ObjectNode) Json.LENIENT.readTree(FULL);
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                change(spec, random);
            }
            String text = spec.toString();
            List<SpecFault> faults = faults(text);
            if (!faults.isEmpty() && faults.stream().allMatch(SpecSchemaTest::onlyTheReaderKnows)) {
                continue;
            }
            boolean readable = faults.isEmpty();
            assertThat(accepts(text)).as("%s\n%s", text, faults).isEqualTo(readable);
            both += readable ? 1 : 0;
            neither += readable ? 0 : 1;
        }
        assertThat(both).isGreaterThanOrEqualTo(ROUNDS / 20);
        assertThat(neither).isGreaterThanOrEqualTo(ROUNDS / 20);
    }

    /** Rules of a record's own, and numbers in quotes. */
    private static boolean onlyTheReaderKnows(SpecFault fault) {
        return fault.pointer().endsWith("/config")
                || fault.pointer().endsWith("/earlyStopping")
                || fault.message().contains(", but only \"optimizer\"")
                || fault.message().startsWith("found \"-1\"; allowed: a path or a URL in quotes, or a number");
    }

    /** Puts a value anywhere, under a key that is there or isn't, or takes one away. */
    private static void change(ObjectNode spec, SplittableRandom random) {
        List<JsonNode> places = places(spec);
        JsonNode value = Json.LENIENT.readTree(VALUES.get(random.nextInt(VALUES.size())));
        JsonNode place = places.get(random.nextInt(places.size()));
        if (place instanceof ObjectNode object) {
            List<String> keys = new ArrayList<>(object.propertyNames());
            keys.addAll(List.of("plugin", "name", "colour", "$schema"));
            String key = keys.get(random.nextInt(keys.size()));
            if (random.nextInt(5) == 0) {
                object.remove(key);
            } else {
                object.set(key, value);
            }
        } else if (place instanceof ArrayNode array) {
            if (array.isEmpty() || random.nextBoolean()) {
                array.add(value);
            } else {
                array.set(random.nextInt(array.size()), value);
            }
        }
    }

    private static List<JsonNode> places(JsonNode json) {
        List<JsonNode> places = new ArrayList<>();
        if (json.isContainer()) {
            places.add(json);
            json.forEach(inner -> places.addAll(places(inner)));
        }
        return places;
    }

    private static String spec(String form) {
        return form.replace("DATA", "'dataset': {'plugin': 'synthetic'}")
                .replace("MODELS", "'models': {'a': {'plugin': 'lstm'}}")
                .replace('\'', '"');
    }

    private static boolean readable(String spec) {
        return faults(spec).isEmpty();
    }

    private static List<SpecFault> faults(String spec) {
        try {
            Experiment.builder().spec(spec).build();
            return List.of();
        } catch (SpecException e) {
            return e.faults();
        }
    }

    private static boolean accepts(String spec) {
        return SCHEMA.validate(Json.LENIENT.readTree(spec).toString(), InputFormat.JSON)
                .isEmpty();
    }
}
