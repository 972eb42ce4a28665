package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import tools.jackson.databind.JsonNode;

/** The names of a tokenizer's tokens by their ids, as {@code tokenizer.json} has them. */
final class SubwordVocabulary {

    private final Path file;
    private final String[] names;

    private SubwordVocabulary(Path file, int size) {
        this.file = file;
        this.names =
                IntStream.range(0, size).mapToObj(id -> "<unused" + id + ">").toArray(String[]::new);
    }

    /**
     * Reads the names. What isn't a word of a text stands in angle brackets.
     *
     * @param size the number of token ids of the model; the tokenizer may know fewer
     * @param padding the id of padding in the folder, which changes places with 0
     * @throws IOException if the file isn't a tokenizer's, or has ids that the model doesn't
     */
    static List<String> read(Path file, int size, int padding) throws IOException {
        JsonNode json = JsonFiles.object(file);
        SubwordVocabulary vocabulary = new SubwordVocabulary(file, size);
        JsonNode pieces = json.path("model").path("vocab");
        if (pieces.isArray()) {
            for (int id = 0; id < pieces.size(); id++) {
                vocabulary.add(id, pieces.path(id).path(0).asString(""));
            }
        } else {
            for (Map.Entry<String, JsonNode> piece : pieces.properties()) {
                vocabulary.add(piece.getValue().asInt(-1), piece.getKey());
            }
        }
        for (JsonNode added : json.path("added_tokens")) {
            String name = added.path("content").asString("");
            vocabulary.add(added.path("id").asInt(-1), added.path("special").asBoolean(false) ? bracketed(name) : name);
        }
        return vocabulary.named(json.path("model"), padding);
    }

    private void add(int id, String name) throws IOException {
        if (id < 0 || id >= names.length) {
            throw JsonFiles.unusable(
                    file,
                    "its token \"" + name + "\" has the id " + id + ", but the model has " + names.length + " ids");
        }
        names[id] = name;
    }

    private static String bracketed(String special) {
        return "<" + special.replaceAll("^[\\[<]|[\\]>]$", "") + ">";
    }

    private List<String> named(JsonNode model, int padding) {
        int unknown = model.path("unk_id").asInt(-1);
        String name = model.path("unk_token").asString("");
        return IntStream.range(0, names.length)
                .map(id -> id == 0 ? padding : id == padding ? 0 : id)
                .mapToObj(id -> id == unknown || names[id].equals(name) || names[id].equals(bracketed(name))
                        ? DatasetInfo.UNKNOWN
                        : names[id])
                .collect(Collectors.toUnmodifiableList());
    }
}
