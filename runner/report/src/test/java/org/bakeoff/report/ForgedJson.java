package org.bakeoff.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bakeoff.io.ChecksummedJson;
import org.bakeoff.io.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/** A checksummed file of JSON in which one value after the other is forged, with a checksum that fits; of each list the last one, and the list. */
public final class ForgedJson {

    private static final List<String> OTHERS = List.of(
            "null", "[]", "{}", "\"\"", "\"<script>\"", "-1", "1000000000", "1e308", "0.5", "[\"a\", \"a\"]", "[null]");

    private final Path file;
    private final ObjectNode json;
    private final List<JsonNode> others;
    private final Check check;

    private ForgedJson(Path file, List<String> others, Check check) throws Exception {
        this.file = file;
        this.json = ChecksummedJson.read(Files.readString(file));
        this.others = others.stream().map(Json.COMPACT::readTree).toList();
        this.check = check;
    }

    /** Looks at the file, in which something is forged. */
    @FunctionalInterface
    public interface Check {

        /** Looks; the argument says what is forged. */
        void accept(String what) throws Exception;
    }

    /** Forges every value by many others. */
    public static void each(Path file, Check check) throws Exception {
        each(file, OTHERS, check);
    }

    /** Forges every value by others, which are JSON, and leaves it out. */
    public static void each(Path file, List<String> others, Check check) throws Exception {
        ForgedJson forged = new ForgedJson(file, others, check);
        forged.within(forged.json, "");
    }

    private void within(JsonNode node, String place) throws Exception {
        if (node instanceof ObjectNode object) {
            for (String key : List.copyOf(object.propertyNames())) {
                JsonNode before = object.get(key);
                for (JsonNode other : others(before)) {
                    if (other.isMissingNode()) {
                        object.remove(key);
                    } else {
                        object.set(key, other);
                    }
                    written(place + "/" + key + " = " + other);
                }
                object.set(key, before);
                within(before, place + "/" + key);
            }
        } else if (node instanceof ArrayNode array && !array.isEmpty()) {
            int last = array.size() - 1;
            JsonNode before = array.get(last);
            for (JsonNode other : others(before)) {
                array.set(last, other.isMissingNode() ? array.nullNode() : other);
                written(place + "/" + last + " = " + other);
            }
            array.set(last, before);
            within(before, place + "/" + last);
        }
    }

    private List<JsonNode> others(JsonNode before) {
        List<JsonNode> all = new ArrayList<>(others);
        all.add(MissingNode.getInstance());
        if (before instanceof ArrayNode array && !array.isEmpty()) {
            all.add(array.deepCopy().add(array.get(0)));
            ArrayNode less = array.deepCopy();
            less.remove(0);
            all.add(less);
        }
        return all;
    }

    private void written(String what) throws Exception {
        Files.writeString(file, ChecksummedJson.text(json));
        check.accept(what);
    }
}
