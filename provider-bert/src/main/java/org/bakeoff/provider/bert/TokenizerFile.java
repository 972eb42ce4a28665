package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a {@code tokenizer.json}, which may come from anybody, for the native library. What is wrong in it can end the JVM there,
 * or take for ever, so only what is known and was checked goes on: neither its own truncation and padding, nor its decoder.
 *
 * <p>Source: the code of Hugging Face's tokenizers, github.com/huggingface/tokenizers.
 */
final class TokenizerFile {

    /** The largest number of characters of a token. */
    static final int LONGEST_TOKEN = 1024;

    /**
     * The largest number of different beginnings of a Unigram's pieces, in bytes of UTF-8. Native code makes a node of a tree for
     * each, about 420 bytes. XLM-RoBERTa's 250,002 pieces have fewer than 2.7 million bytes in all.
     */
    static final int MOST_BEGINNINGS = 3_000_000;

    private static final int LONGEST_WORD = 1000;
    private static final int LONGEST_AFFIX = 16;
    private static final String WORD_PIECE = "WordPiece";
    private static final String BYTE_PAIRS = "BPE";
    private static final String UNIGRAM = "Unigram";

    private static final Map<String, List<String>> KEYS = Map.of(
            WORD_PIECE, List.of("unk_token", "continuing_subword_prefix", "max_input_chars_per_word", "vocab"),
            BYTE_PAIRS,
                    List.of(
                            "unk_token",
                            "continuing_subword_prefix",
                            "end_of_word_suffix",
                            "fuse_unk",
                            "byte_fallback",
                            "ignore_merges",
                            "vocab",
                            "merges"),
            UNIGRAM, List.of("unk_id", "byte_fallback", "vocab"));

    private final Path file;
    private final Set<Integer> ids = new HashSet<>();

    private TokenizerFile(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param maxLength the largest number of tokens of a text, special ones included
     * @return what the library may read
     * @throws IOException if it can't be read, or has a part that isn't known to be harmless
     */
    static byte[] read(Path file, int maxLength) throws IOException {
        return JsonFiles.bytes(new TokenizerFile(file).checked(JsonFiles.object(file), maxLength));
    }

    private ObjectNode checked(JsonNode json, int maxLength) throws IOException {
        ObjectNode safe = JsonFiles.newObject()
                .put("version", "1.0")
                .putNull("truncation")
                .putNull("padding")
                .putNull("decoder");
        safe.set("model", model(json.path("model")));
        for (JsonNode added : json.path("added_tokens")) {
            addToken(added.path("content").asString(""), added.path("id"));
        }
        safe.set("added_tokens", json.path("added_tokens").isArray() ? json.path("added_tokens") : safe.arrayNode());
        TokenizerParts parts = new TokenizerParts(file, ids);
        parts.copy(json, safe);
        new AddedTokens(file, !safe.path("normalizer").isNull(), parts.replaces()).require(safe.path("added_tokens"));
        if (parts.specialTokens() >= maxLength) {
            throw unusable("it adds " + parts.specialTokens() + " special tokens to each text, which leaves no room in "
                    + maxLength);
        }
        return safe;
    }

    private ObjectNode model(JsonNode model) throws IOException {
        String kind = kind(model);
        List<String> keys = KEYS.get(kind);
        if (keys == null) {
            throw unusable("its model is of the type \"" + kind + "\"; those that can be used are "
                    + String.join(", ", WORD_PIECE, BYTE_PAIRS, UNIGRAM));
        }
        ObjectNode safe = JsonFiles.newObject().put("type", kind);
        for (String key : keys) {
            if (model.has(key)) {
                safe.set(key, model.path(key));
            }
        }
        for (String affix : List.of("continuing_subword_prefix", "end_of_word_suffix")) {
            // It is put before or behind every part of a word that is looked for.
            int length = model.path(affix).asString("").length();
            if (length > LONGEST_AFFIX) {
                throw unusable("its " + affix + " has " + length + " characters; there may be " + LONGEST_AFFIX);
            }
        }
        switch (kind) {
            case WORD_PIECE -> requireShortWords(model);
            case BYTE_PAIRS -> requireMerges(model);
            default -> requireScores(model);
        }
        if (!kind.equals(UNIGRAM)) {
            for (Map.Entry<String, JsonNode> piece : model.path("vocab").properties()) {
                addToken(piece.getKey(), piece.getValue());
            }
        }
        return safe;
    }

    /** Returns the type, which older files don't name, such as those of bert-base-uncased and roberta-base. */
    private static String kind(JsonNode model) {
        String otherwise = model.has("merges")
                ? BYTE_PAIRS
                : model.has("max_input_chars_per_word")
                        ? WORD_PIECE
                        : model.path("vocab").isArray() ? UNIGRAM : "";
        return model.path("type").asString(otherwise);
    }

    private void addToken(String name, JsonNode id) throws IOException {
        if (name.isEmpty() || name.length() > LONGEST_TOKEN) {
            throw unusable("its token with the id " + id + " has " + name.length()
                    + " characters, where there may be 1 to " + LONGEST_TOKEN);
        }
        if (!id.isInt() || id.asInt() < 0) {
            throw unusable("its token \"" + name + "\" has no id, but " + id);
        }
        ids.add(id.asInt());
    }

    private void requireShortWords(JsonNode model) throws IOException {
        JsonNode unknown = model.path("unk_token");
        if (!model.path("vocab").has(unknown.asString(""))) {
            throw unusable("its unk_token, for what it doesn't know, is " + unknown + ", which is none of its tokens");
        }
        JsonNode longest = model.path("max_input_chars_per_word");
        if (!longest.isInt() || longest.asInt() < 1 || longest.asInt() > LONGEST_WORD) {
            throw unusable("its max_input_chars_per_word is " + longest + "; it must be from 1 to " + LONGEST_WORD);
        }
    }

    /** What is merged behind a piece loses its prefix, whether it has one or not. */
    private void requireMerges(JsonNode model) throws IOException {
        if (model.path("dropout").asDouble(0) != 0) {
            throw unusable(
                    "its dropout is " + model.path("dropout") + ", so that the same text has other tokens each time");
        }
        String prefix = model.path("continuing_subword_prefix").asString("");
        for (JsonNode merge : prefix.isEmpty() ? List.<JsonNode>of() : model.path("merges")) {
            String pair = merge.asString("");
            String second = merge.isArray() ? merge.path(1).asString("") : pair.substring(pair.lastIndexOf(' ') + 1);
            if (!second.startsWith(prefix) || prefix.codePoints().anyMatch(each -> each > 0x7f)) {
                throw unusable(
                        "its merge " + merge + " doesn't go with its continuing_subword_prefix \"" + prefix + "\"");
            }
        }
    }

    private void requireScores(JsonNode model) throws IOException {
        List<byte[]> pieces = new ArrayList<>();
        for (JsonNode piece : model.path("vocab")) {
            int id = pieces.size();
            if (!piece.path(1).isNumber() || !Double.isFinite(piece.path(1).asDouble())) {
                throw unusable("its token with the id " + id + " has no score, but " + piece.path(1));
            }
            String name = piece.path(0).asString("");
            addToken(name, JsonFiles.newObject().numberNode(id));
            pieces.add(name.getBytes(StandardCharsets.UTF_8));
        }
        pieces.sort(Arrays::compareUnsigned);
        long beginnings = 0;
        byte[] before = {};
        for (byte[] piece : pieces) {
            int common = Arrays.mismatch(before, piece);
            beginnings += common < 0 ? 0 : piece.length - common;
            before = piece;
        }
        if (beginnings > MOST_BEGINNINGS) {
            throw unusable("its " + pieces.size() + " pieces have " + beginnings
                    + " different beginnings, each of which takes memory; allowed: " + MOST_BEGINNINGS);
        }
    }

    private IOException unusable(String reason) {
        return JsonFiles.unusable(file, reason);
    }
}
