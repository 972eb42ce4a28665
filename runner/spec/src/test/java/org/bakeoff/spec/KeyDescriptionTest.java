package org.bakeoff.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.bakeoff.testplugins.KindsProvider;
import org.junit.jupiter.api.Test;

/** What is said of configuration keys agrees with what a spec may hold. */
class KeyDescriptionTest {

    private final Map<String, KeyDescription> kinds = byName(KeyDescription.of(new KindsProvider().defaults()));

    @Test
    void everyKindOfValueIsDescribed() {
        assertThat(KeyDescription.of(new KindsProvider().defaults()))
                .extracting(KeyDescription::name)
                .containsExactly(
                        "whole", "large", "real", "flag", "text", "shape", "sizes", "colours", "file", "limit", "part",
                        "parts", "names");
        assertThat(kinds.values())
                .extracting(KeyDescription::type)
                .containsOnly(
                        KeyDescription.ValueType.INTEGER,
                        KeyDescription.ValueType.NUMBER,
                        KeyDescription.ValueType.BOOLEAN,
                        KeyDescription.ValueType.STRING,
                        KeyDescription.ValueType.STRING_OR_NUMBER,
                        KeyDescription.ValueType.MAP);

        KeyDescription whole = key("whole");
        assertThat(whole.type()).isEqualTo(KeyDescription.ValueType.INTEGER);
        assertThat(whole.scalar().min()).isEqualTo(Integer.MIN_VALUE);
        assertThat(whole.scalar().max()).isEqualTo(Integer.MAX_VALUE);
        assertThat(whole.standard()).hasToString("1");
        assertThat(whole.meaning()).isEqualTo("any whole number");
        assertThat(whole.optional()).isFalse();

        assertThat(key("large").scalar().min()).isEqualTo(-5);
        assertThat(key("large").scalar().max()).isEqualTo(Long.MAX_VALUE);
        assertThat(key("real").type()).isEqualTo(KeyDescription.ValueType.NUMBER);
        assertThat(key("real").allowed()).isEqualTo("a number from 0 to 1");
        assertThat(key("flag").type()).isEqualTo(KeyDescription.ValueType.BOOLEAN);
        assertThat(key("text").scalar().words()).isEmpty();
        assertThat(key("shape").scalar().words()).containsExactly("round", "very-flat");
        assertThat(key("shape").standard()).hasToString("\"round\"");
        assertThat(key("sizes").list()).isTrue();
        assertThat(key("sizes").allowed()).isEqualTo("an array of whole numbers from 1 to 9");
        assertThat(key("sizes").standard()).hasToString("[1,2]");
        assertThat(key("colours").scalar().words()).containsExactly("red", "green");
        assertThat(key("file").scalar().path()).isTrue();
        assertThat(key("file").optional()).isTrue();
        assertThat(key("file").standard()).isNull();
        assertThat(key("limit").scalar().min()).isEqualTo(1);
        assertThat(key("part").scalar().max()).isEqualTo(1);
        assertThat(key("part").scalar().path()).isTrue();
        assertThat(key("parts").single()).isTrue();
        assertThat(key("parts").standard()).hasToString("0.5");
        assertThat(key("parts").allowed())
                .startsWith("a path or a URL in quotes, or a number from 0 to 1, or an array of");
        assertThat(key("names").allowed()).isEqualTo("an object of texts in quotes");
        assertThat(key("names").standard()).hasToString("{}");
    }

    @Test
    void objectsHaveKeysOfTheirOwnEvenWhereTheyAreAbsentByDefault() {
        KeyDescription stopping = byName(KeyDescription.of(Training.defaults())).get("earlyStopping");
        assertThat(stopping.type()).isEqualTo(KeyDescription.ValueType.OBJECT);
        assertThat(stopping.optional()).isTrue();
        KeyDescription patience = byName(stopping.keys()).get("patience");
        assertThat(patience.required()).isTrue();
        assertThat(patience.optional()).isFalse();
        assertThat(patience.standard()).isNull();
        assertThat(byName(stopping.keys()).get("smallValidation").optional()).isTrue();
    }

    private KeyDescription key(String name) {
        return kinds.get(name);
    }

    private static Map<String, KeyDescription> byName(List<KeyDescription> keys) {
        return keys.stream().collect(Collectors.toMap(KeyDescription::name, Function.identity()));
    }
}
