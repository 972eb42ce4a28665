package org.bakeoff.provider.bert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Copies what is known of a tokenizer's parts before and behind its model. Native code makes anything of them: an odd one ends
 * the JVM, or never ends. So a part must be of a kind that tokenizers of the BERT family have, and within limits.
 */
final class TokenizerParts {

    private static final int MOST = 16;
    private static final int LONGEST = 1000;
    private static final int LONGEST_PREPENDED = 16;

    private static final String BYTES = "ByteLevel";
    private static final String CHARSMAP = "Precompiled";
    private static final List<String> BYTES_KEYS = List.of("add_prefix_space", "trim_offsets", "use_regex");

    /** Those of CamemBERT and XLM-RoBERTa, of GPT-2, and of single and several blanks. */
    private static final Set<String> REGEXES = Set.of(
            " {2,}",
            " +",
            "\\s",
            "\\s+",
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    /** Says where parts stand, the key of a sequence's parts, and the keys of each kind. */
    private record Stage(String key, String parts, Map<String, List<String>> kinds) {}

    private static final List<Stage> STAGES = List.of(
            new Stage(
                    "normalizer",
                    "normalizers",
                    Map.ofEntries(
                            Map.entry(
                                    "BertNormalizer",
                                    List.of("clean_text", "handle_chinese_chars", "strip_accents", "lowercase")),
                            Map.entry("Lowercase", List.of()),
                            Map.entry("NFC", List.of()),
                            Map.entry("NFD", List.of()),
                            Map.entry("NFKC", List.of()),
                            Map.entry("NFKD", List.of()),
                            Map.entry("Nmt", List.of()),
                            Map.entry(CHARSMAP, List.of("precompiled_charsmap")),
                            Map.entry("Prepend", List.of("prepend")),
                            Map.entry("Replace", List.of("pattern", "content")),
                            Map.entry("Strip", List.of("strip_left", "strip_right")),
                            Map.entry("StripAccents", List.of()))),
            new Stage(
                    "pre_tokenizer",
                    "pretokenizers",
                    Map.of(
                            "BertPreTokenizer",
                            List.of(),
                            BYTES,
                            BYTES_KEYS,
                            "Digits",
                            List.of("individual_digits"),
                            "Metaspace",
                            List.of("replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split"),
                            "Punctuation",
                            List.of("behavior"),
                            "Split",
                            List.of("pattern", "behavior", "invert"),
                            "Whitespace",
                            List.of(),
                            "WhitespaceSplit",
                            List.of())),
            new Stage(
                    "post_processor",
                    "processors",
                    Map.of(
                            "BertProcessing",
                            List.of("sep", "cls"),
                            BYTES,
                            BYTES_KEYS,
                            "RobertaProcessing",
                            List.of("sep", "cls", "trim_offsets", "add_prefix_space"),
                            "TemplateProcessing",
                            List.of("single", "pair", "special_tokens"))));

    private final Path file;
    private final Set<Integer> ids;
    private int specialTokens;
    private boolean replaces;

    /**
     * Makes a reader of a tokenizer's parts.
     *
     * @param ids the ids of its tokens
     */
    TokenizerParts(Path file, Set<Integer> ids) {
        this.file = file;
        this.ids = ids;
    }

    /**
     * Copies the parts of a tokenizer.
     *
     * @throws IOException if one isn't known, or is out of bounds
     */
    void copy(JsonNode tokenizer, ObjectNode to) throws IOException {
        for (Stage stage : STAGES) {
            JsonNode part = tokenizer.path(stage.key);
            if (part.isMissingNode() || part.isNull()) {
                to.putNull(stage.key);
            } else {
                to.set(stage.key, new Copy(stage).of(part));
            }
        }
    }

    /** Returns whether the normalizer has rules of its own for what becomes of characters. */
    boolean replaces() {
        return replaces;
    }

    /** Returns the number of special tokens that are added to each text. */
    int specialTokens() {
        return specialTokens;
    }

    /** Copies what stands at one stage. */
    private final class Copy {

        private final Stage stage;
        private int parts;
        private boolean growing;

        Copy(Stage stage) {
            this.stage = stage;
        }

        ObjectNode of(JsonNode part) throws IOException {
            if (++parts > MOST) {
                throw unusable("has more than " + MOST + " parts");
            }
            String kind = part.path("type").asString("");
            ObjectNode copy = JsonFiles.newObject().put("type", kind);
            if (kind.equals("Sequence")) {
                ArrayNode copies = copy.putArray(stage.parts);
                for (JsonNode each : part.path(stage.parts)) {
                    copies.add(of(each));
                }
                return copy;
            }
            List<String> keys = stage.kinds.get(kind);
            if (keys == null) {
                throw unusable("has a part of the type \"" + kind + "\"; those that can be used are "
                        + String.join(", ", new TreeSet<>(stage.kinds.keySet())) + ", Sequence");
            }
            require(kind, part);
            for (String key : keys) {
                if (part.has(key)) {
                    copy.set(key, part.path(key));
                }
            }
            return copy;
        }

        private void require(String kind, JsonNode part) throws IOException {
            switch (kind) {
                case BYTES, CHARSMAP -> requireOnce(kind, part);
                case "Prepend" -> {
                    if (part.path("prepend").asString("").length() > LONGEST_PREPENDED) {
                        throw unusable("prepends more than " + LONGEST_PREPENDED + " characters");
                    }
                }
                case "Replace" -> requireShorter(part);
                case "Split" -> shortest(kind, part.path("pattern"));
                case "BertProcessing", "RobertaProcessing" -> {
                    requireId(part.path("sep").path(1));
                    requireId(part.path("cls").path(1));
                    specialTokens += 2;
                }
                case "TemplateProcessing" -> requireTemplate(part);
                default -> {
                    // Whatever its values are, it does no harm.
                }
            }
        }

        /** Each makes texts longer by a factor. */
        private void requireOnce(String kind, JsonNode part) throws IOException {
            if (growing) {
                throw unusable("has more than one part of the type \"" + kind + "\"");
            }
            growing = true;
            replaces |= kind.equals(CHARSMAP);
            if (kind.equals(CHARSMAP)
                    && !PrecompiledCharsmap.isSound(
                            part.path("precompiled_charsmap").asString(""))) {
                throw unusable("has a part of the type \"Precompiled\" with a damaged precompiled_charsmap");
            }
        }

        private void requireShorter(JsonNode part) throws IOException {
            replaces = true;
            String replaced = part.path("pattern").path("String").asString("");
            if (replaced.chars().anyMatch(each -> each > 0x7f || Character.isLetterOrDigit(each))) {
                throw unusable("has a part of the type \"Replace\" for \"" + replaced
                        + "\"; only blanks, punctuation and symbols of ASCII can be replaced");
            }
            String content = part.path("content").asString("");
            if (content.codePointCount(0, content.length()) > shortest("Replace", part.path("pattern"))) {
                throw unusable("has a part of the type \"Replace\" that makes texts longer, with \"" + content + "\"");
            }
        }

        /** Returns the number of characters, at least, that a pattern matches, or throws if anything may happen with it. */
        private int shortest(String kind, JsonNode pattern) throws IOException {
            String text = pattern.path("String").asString("");
            if (pattern.size() == 1 && !text.isEmpty() && text.length() <= LONGEST) {
                return text.codePointCount(0, text.length());
            }
            String regex = pattern.path("Regex").asString("");
            if (pattern.size() != 1 || !REGEXES.contains(regex)) {
                throw unusable("has a part of the type \"" + kind + "\" with a pattern that can't be used: " + pattern);
            }
            return 1;
        }

        private void requireTemplate(JsonNode part) throws IOException {
            int texts = 0;
            for (JsonNode piece : part.path("single")) {
                if (piece.has("Sequence")) {
                    texts += piece.path("Sequence").path("id").asString("").equals("A") ? 1 : 2;
                } else {
                    String name = piece.path("SpecialToken").path("id").asString("");
                    JsonNode token = part.path("special_tokens").path(name);
                    JsonNode tokenIds = token.path("ids");
                    if (!tokenIds.isArray()
                            || tokenIds.size() != token.path("tokens").size()) {
                        throw unusable("has a template with \"" + name + "\", which is none of its special tokens");
                    }
                    for (JsonNode id : tokenIds) {
                        requireId(id);
                    }
                    specialTokens += tokenIds.size();
                }
            }
            if (texts != 1) {
                throw unusable("has a template for single texts that doesn't hold the text A once, and no other");
            }
        }

        private void requireId(JsonNode id) throws IOException {
            if (!id.isInt() || !ids.contains(id.asInt())) {
                throw unusable("adds a token with the id " + id + ", which no token has");
            }
        }

        private IOException unusable(String reason) {
            return JsonFiles.unusable(file, "its " + stage.key + " " + reason);
        }
    }
}
