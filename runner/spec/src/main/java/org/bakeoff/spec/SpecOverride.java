package org.bakeoff.spec;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.io.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value set from outside the spec, as by {@code --set /training/epochs=1}.
 *
 * @param pointer where it goes, as a JSON pointer
 * @param json the value as JSON
 */
public record SpecOverride(String pointer, String json) {

    private static final int DEEPEST = 100;
    private static final int SHOWN = 60;
    private static final String NO_PLACE = "there is no such place in the spec to set a value";

    /**
     * Puts the value into a spec, making the objects on the way to it.
     *
     * @return whether it worked; what did not is among the faults
     */
    boolean apply(JsonNode spec, Faults faults) {
        JsonNode value;
        try {
            value = Json.LENIENT.readTree(json);
        } catch (JacksonException e) {
            faults.add(pointer, noJson(e));
            return false;
        }
        if (!pointer.startsWith("/") || value.isMissingNode()) {
            faults.add(pointer, "a value is set as POINTER=JSON, such as /training/epochs=1");
            return false;
        }
        if (pointer.chars().filter(character -> character == '/').count() > DEEPEST) {
            faults.add(pointer, NO_PLACE);
            return false;
        }
        JsonPointer path = JsonPointer.compile(pointer);
        JsonNode parent = spec;
        while (path.tail() != null && !path.tail().matches()) {
            parent = step(parent, path);
            path = path.tail();
        }
        if (parent instanceof ObjectNode object) {
            object.set(path.getMatchingProperty(), value);
            return true;
        }
        if (parent instanceof ArrayNode array && array.has(path.getMatchingIndex())) {
            array.set(path.getMatchingIndex(), value);
            return true;
        }
        faults.add(pointer, NO_PLACE);
        return false;
    }

    private String noJson(JacksonException e) {
        if (Faults.isSecret(pointer) || Syntax.hasSecret(json)) {
            return "the value set is no JSON; a text needs quotes";
        }
        String message = "the value set, " + Faults.printable(json, SHOWN) + ", is no JSON";
        boolean text = json.chars().noneMatch(character -> "\"'{[\\\n".indexOf(character) >= 0)
                && Faults.printable(json, SHOWN).equals(json);
        if (!text) {
            return message + ": " + Syntax.reason(e, false);
        }
        if (isList()) {
            return message + "; a list needs brackets: '[" + json + "]'";
        }
        List<String> parts = Stream.of(json.split(","))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return message + "; a text needs quotes: '\"" + json + "\"'"
                + (parts.size() > 1
                        ? ", and a list brackets, too: "
                                + parts.stream().map(SpecOverride::quoted).collect(Collectors.joining(", ", "'[", "]'"))
                        : "");
    }

    private static String quoted(String part) {
        try {
            return Json.LENIENT.readTree(part).isValueNode() ? part : "\"" + part + "\"";
        } catch (JacksonException e) {
            return "\"" + part + "\"";
        }
    }

    private boolean isList() {
        try {
            return Json.LENIENT.readTree("[" + json + "]").size() > 1
                    && Stream.of(json.split(",", -1)).noneMatch(String::isBlank);
        } catch (JacksonException e) {
            return false;
        }
    }

    private static JsonNode step(JsonNode parent, JsonPointer path) {
        if (parent instanceof ObjectNode object && !object.has(path.getMatchingProperty())) {
            return object.putObject(path.getMatchingProperty());
        }
        return parent.isArray() ? parent.path(path.getMatchingIndex()) : parent.path(path.getMatchingProperty());
    }
}
