package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.runner.Experiment;
import org.bakeoff.runner.InstalledPlugins;
import org.bakeoff.runner.json.Json;
import org.bakeoff.runner.spec.SpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON Schema of specs says of them what their reader says. */
class SpecSchemaTest {

    private static final Path EXPERIMENTS = Path.of("../experiments");
    private static final Path KEPT = EXPERIMENTS.resolve("spec.schema.json");

    private final String json = Json.PRETTY.writeValueAsString(InstalledPlugins.specSchema(List.of())) + "\n";
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(json);

    static List<Path> experiments() throws IOException {
        try (Stream<Path> files = Files.list(EXPERIMENTS)) {
            return files.filter(file -> file.toString().endsWith(".json") && !file.equals(KEPT))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theKeptSchemaIsCurrent() throws IOException {
        assertThat(Files.readString(KEPT))
                .as("./bakeoff schema > experiments/spec.schema.json writes it anew")
                .isEqualToNormalizingNewlines(json);
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
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'hidden': [3, 4], 'pooling': 'max-mean'}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'training': {'epochs': 2}}}}",
                "{'dataset': {'plugin': 'text', 'config': {'train': 'a.csv', 'test': 0.2}}, MODELS}",
                "{'dataset': {'plugin': 'text', 'config': {'train': 'a.csv', 'test': 'b.csv'}}, MODELS}",
                "{DATA, MODELS, 'training': {'earlyStopping': {'patience': 2, 'smallValidation': true}}}"
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
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'hidden': 3}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'hidden': [0]}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'config': {'pooling': 'most'}}}}",
                "{DATA, 'models': {'a': {'plugin': 'lstm', 'training': {'seeds': [1]}}}}",
                "{DATA, MODELS, 'training': {'epochs': 0}}",
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

    private static String spec(String form) {
        return form.replace("DATA", "'dataset': {'plugin': 'synthetic'}")
                .replace("MODELS", "'models': {'a': {'plugin': 'lstm'}}")
                .replace('\'', '"');
    }

    private static boolean readable(String spec) {
        try {
            return Experiment.builder().spec(spec).build().spec() != null;
        } catch (SpecException e) {
            return false;
        }
    }

    private boolean accepts(String spec) {
        return schema.validate(Json.LENIENT.readTree(spec).toString(), InputFormat.JSON)
                .isEmpty();
    }
}
