package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.io.Json;
import org.bakeoff.testplugins.KindsProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is written of a spec, or of a part of it, is read as what was written. */
class ReadBackTest {

    private static final String SPEC = """
            {"dataset": {"plugin": "parity", "config": {"train": 7}},
             "models": {"one": {"plugin": "kinds", "config": {"whole": -7, "shape": "very-flat", "part": 0.5}},
                        "two": {"plugin": "mean", "training": {"epochs": 9, "clipNorm": null}}},
             "training": {"epochs": 5, "clipNorm": 2, "validation": 1200, "earlyStopping": {"patience": 3}},
             "evaluators": [{"plugin": "separation"}]}
            """;

    private final SpecReader reader = Specs.READER;

    /** Nested, and with what a record may leave out. */
    record Outer(int whole, @Nullable Inner inner, @Nullable String text) {}

    record Inner(
            @ConfigProperty(value = "a share", min = 0, max = 1)
            double share,

            List<String> names) {}

    @Test
    void aSpecAndItsParts() {
        Spec spec = reader.read(SPEC, List.of());
        JsonNode json = spec.toJson();

        assertThat(reader.read(json.toString(), List.of())).isEqualTo(spec);
        assertThat(reader.dataset("x", json)).isEqualTo(spec.dataset());
        for (Spec.Model model : spec.models()) {
            assertThat(reader.model("x", model.name(), model.toJson())).isEqualTo(model);
        }
        assertThat(spec.models().get(1).training().clipNorm()).isNull();
        assertThat(json.at("/models/two/training").propertyNames()).containsExactlyInAnyOrder("epochs", "clipNorm");
        assertThat(json.at("/models/one").has("training")).isFalse();
    }

    @Test
    void aPartThatIsWrongIsRefusedByTheNameOfItsSource() {
        Spec.Model model = reader.read(SPEC, List.of()).models().get(0);
        ObjectNode wrong = model.toJson();
        wrong.withObject("training").put("epochs", 0);
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> reader.model("trial.json", "one", wrong))
                .withMessageContainingAll("trial.json", "/training/epochs: found 0");
        wrong.put("plugin", "nothing");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> reader.model("trial.json", "one", wrong))
                .withMessageContainingAll("there is no model plugin 'nothing'", "/training/epochs: found 0");
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> reader.dataset("spec.json", Json.COMPACT.createObjectNode()))
                .withMessageContainingAll("spec.json", "/dataset: this key is required");
    }

    @Property(tries = 100)
    void aConfiguration(
            @ForAll int whole,
            @ForAll @IntRange(max = 64) int share,
            @ForAll @Size(max = 3) List<String> names,
            @ForAll boolean inner) {
        Outer config = new Outer(whole, inner ? new Inner(share / 64.0, names) : null, inner ? null : "text");
        Outer defaults = new Outer(1, null, null);

        assertThat(Configs.read(Records.toJson(config).toString(), defaults)).isEqualTo(config);
    }

    @Test
    void aConfigurationThatIsWrongIsRefusedWithEveryFault() {
        assertThatExceptionOfType(SpecException.class)
                .isThrownBy(() -> Configs.read("{\"whole\": \"x\", \"more\": 1}", new Outer(1, null, null)))
                .withMessageContainingAll("/whole: found \"x\"", "/more: there is no key 'more'");
        assertThatExceptionOfType(SpecException.class).isThrownBy(() -> Configs.read("{", new Outer(1, null, null)));
    }

    @Test
    void valuesOfJava() {
        assertThat(Records.node(Map.of("a", List.of(1, Path.of("x", "y"), KindsProvider.Shape.VERY_FLAT))))
                .hasToString("{\"a\":[1,\"" + Path.of("x", "y") + "\",\"very-flat\"]}");
        assertThat(Records.node(new Inner(1, List.of("b")))).hasToString("{\"share\":1,\"names\":[\"b\"]}");
        assertThat(Records.node(null).isNull()).isTrue();
        assertThat(Records.node(true)).hasToString("true");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Records.node(List.of("x", new Object())))
                .withMessageContaining("java.lang.Object");
    }

    /** Whole numbers of real type are written as people write them, as long as they say the same. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -3, 0.5, 999_999_999_999_999.0, 1e15, -1e15, 1e300, Double.MIN_VALUE})
    void realNumbers(double value) {
        assertThat(Records.node(value).asDouble()).isEqualTo(value);
        assertThat(Records.node(value).isIntegralNumber())
                .isEqualTo(value == Math.rint(value) && Math.abs(value) < 1e15);
    }

    @Test
    void aTrainingWithinAnotherCommonOneIsOneThatAModelThereCanHave() {
        Training own = reader.read(SPEC, List.of()).models().get(1).training();
        for (String training :
                List.of("{}", "{\"validation\": 0}", "{\"validation\": 999}", "{\"validation\": 1000}")) {
            Training common = reader.read(
                            "{\"dataset\": {\"plugin\": \"parity\"}, \"models\": {\"a\": {\"plugin\":"
                                    + " \"mean\"}}, \"training\": " + training + "}",
                            List.of())
                    .training();
            Training within = own.within(common);

            assertThat(within.within(common)).isEqualTo(within);
            assertThat(within.validation()).isEqualTo(common.validation());
            assertThat(within.seeds()).isEqualTo(common.seeds());
            assertThat(within.epochs()).isEqualTo(9);
            assertThat(within.earlyStopping() != null)
                    .isEqualTo(common.validation() >= 1000 || common.validation() == 0.1);
        }
        assertThat(Training.defaults().within(own).earlyStopping()).isNull();
    }
}
