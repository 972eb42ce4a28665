package org.bakeoff.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ChecksummedJsonTest {

    @Property(tries = 300)
    void anObjectIsReadAsItWasWritten(
            @ForAll String name,
            @ForAll String text,
            @ForAll double real,
            @ForAll long whole,
            @ForAll List<Float> list) {
        ObjectNode json = Json.COMPACT.createObjectNode();
        json.set("list", Json.COMPACT.valueToTree(list));
        json.put("whole", whole).put("real", real).put("text", text);
        json.set("below", Json.COMPACT.valueToTree(Map.of("k" + name, 1f)));
        String before = json.toString();

        assertThat(ChecksummedJson.read(ChecksummedJson.text(json))).isEqualTo(Json.read(json));
        assertThat(json).hasToString(before);
    }

    @Test
    void ofATextWithAnyCharacterChangedNoOtherObjectIsRead() {
        ObjectNode json = Json.COMPACT.createObjectNode().put("status", "done").put("loss", 0.30000000000000004);
        json.putArray("layers").add(12).add("é").addNull();
        String text = ChecksummedJson.text(json);
        // A file without the key is one of an earlier version.
        int key = text.indexOf("checksum");
        int refused = 0;
        for (int place = 0; place < text.length(); place++) {
            if (place >= key && place < key + "checksum".length()) {
                continue;
            }
            String changed = text.substring(0, place) + (char) (text.charAt(place) ^ 1) + text.substring(place + 1);
            try {
                assertThat(ChecksummedJson.read(changed)).as(changed).isEqualTo(Json.read(json));
            } catch (JacksonException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(50);
    }

    @Test
    void oneThatWasChangedByHandIsRefused() {
        ObjectNode json = Json.COMPACT.createObjectNode().put("status", "failed");
        String text = ChecksummedJson.text(json);

        assertThat(text).endsWith("}\n");
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> ChecksummedJson.read(text.replace("failed", "done")))
                .withMessageContaining("its checksum is wrong");
    }

    @Test
    void oneOfAnEarlierVersionIsTakenAsItIs() {
        JsonNode old = ChecksummedJson.read("{\"status\": \"done\"}");

        assertThat(old).hasToString("{\"status\":\"done\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "null", "[1]", "3"})
    void whatIsNoObjectIsRefused(String text) {
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> ChecksummedJson.read(text))
                .withMessageContaining(text.isBlank() ? "it is empty" : "it is no object");
    }
}
