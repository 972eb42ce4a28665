package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.io.Json;
import org.bakeoff.testplugins.KindsProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which types the keys of a plugin's configuration may have. */
class KeyTypesTest {

    private enum Size {
        SMALL
    }

    private record All(
            int a,
            long b,
            double c,
            boolean d,
            @Nullable Integer e,
            @Nullable Long f,
            @Nullable Double g,
            @Nullable Boolean h,
            String i,
            Size j,
            List<Size> k,
            @Nullable Part l) {}

    private record Part(List<Long> a) {}

    private record Single(int right, float wrong) {}

    private record Table(Map<Integer, String> wrong) {}

    private record Lists(List<List<Integer>> wrong) {}

    private record Objects(List<Object> wrong) {}

    private record Any(List<?> wrong) {}

    @SuppressWarnings("rawtypes")
    private record Raw(List wrong) {}

    private record Deep(Size right, @Nullable Objects below) {}

    @Test
    void everyTypeThatASpecHasAPlaceFor() {
        assertThat(fault(new All(1, 2, 3, true, null, null, null, null, "", Size.SMALL, List.of(), null)))
                .isNull();
        assertThat(fault(new KindsProvider().defaults())).isNull();
    }

    @Test
    void anyOtherIsNamedWithItsKey() {
        for (Record wrong : List.of(
                new Single(1, 2),
                new Table(Map.of()),
                new Lists(List.of()),
                new Objects(List.of()),
                new Any(List.of()),
                new Raw(List.of()),
                new Deep(Size.SMALL, null))) {
            assertThat(fault(wrong))
                    .as(wrong.toString())
                    .startsWith("has a key \"wrong\" of the type ")
                    .endsWith(", for which a spec has no place");
        }
        assertThat(fault(new Lists(List.of()))).contains("java.util.List<java.util.List<java.lang.Integer>>");
    }

    private enum Shape {
        ROUND {
            @Override
            public String toString() {
                return "o";
            }
        },
        SQUARE
    }

    private record Shaped(Shape shape) {}

    /** Java takes it for a sealed type. */
    @Test
    void anEnumWhoseConstantsHaveBodiesIsAnEnum() {
        Shaped defaults = new Shaped(Shape.ROUND);
        assertThat(fault(defaults)).isNull();
        assertThat(KeyDescription.of(defaults).get(0).allowed()).isEqualTo("one of \"round\", \"square\"");
        Faults faults = new Faults();
        Path here = Path.of("");
        assertThat(new ConfigBinder(new Paths(here, here, List.of()), faults)
                        .bind(Json.COMPACT.readTree("{\"shape\": \"square\"}"), defaults, ""))
                .isEqualTo(new Shaped(Shape.SQUARE));
    }

    private record Numbers(
            @ConfigProperty(value = "a share", min = 0, max = 1)
            double share,

            List<Double> all,
            String text) {}

    private record Outer(Numbers numbers) {}

    @Test
    void aDefaultThatNoSpecCanHaveIsNamed() {
        assertThat(fault(new Numbers(1, List.of(), ""))).isNull();
        assertThat(fault(new Numbers(Double.NaN, List.of(), "")))
                .isEqualTo("gives its key \"share\" the default \"NaN\"; allowed: a number from 0 to 1");
        assertThat(fault(new Numbers(2, List.of(), ""))).contains("\"share\"");
        assertThat(fault(new Numbers(1, List.of(1.0, Double.NEGATIVE_INFINITY), "")))
                .contains("\"all\"");
        assertThat(fault(new Outer(new Numbers(1, List.of(), "a\ud800b")))).contains("\"text\"");
    }

    private static @Nullable String fault(Record defaults) {
        return KeyDescription.fault(defaults);
    }
}
