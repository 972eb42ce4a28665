package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tokenizers from elsewhere: most of these would end the JVM, or never end, if they reached native code. */
class TokenizerFileTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final Path WORDS = FIXTURES.resolve("bert-tiny/tokenizer.json");
    private static final Path BYTES = FIXTURES.resolve("roberta/tokenizer.json");
    private static final String LONG = "The movie was not good. Great acting, but a dull plot! ".repeat(20);

    private static final String XLM_ROBERTA = """
            {"version": "1.0", "truncation": null, "padding": null,
             "added_tokens": [{"id": 0, "content": "<s>", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true},
                              {"id": 2, "content": "</s>", "single_word": false, "lstrip": false, "rstrip": false,
                               "normalized": false, "special": true}],
             "normalizer": {"type": "Sequence", "normalizers": [
               {"type": "Precompiled", "precompiled_charsmap": "%s"},
               {"type": "Strip", "strip_left": false, "strip_right": true},
               {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "\u2581"}]},
             "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
               {"type": "WhitespaceSplit"},
               {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": true}]},
             "post_processor": {"type": "TemplateProcessing",
               "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}},
                          {"SpecialToken": {"id": "</s>", "type_id": 0}}],
               "pair": [],
               "special_tokens": {"<s>": {"id": "<s>", "ids": [0], "tokens": ["<s>"]},
                                  "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}},
             "decoder": {"type": "Metaspace", "replacement": "\u2581", "prepend_scheme": "always", "split": true},
             "model": {"type": "Unigram", "unk_id": 3, "byte_fallback": false, "vocab": [
               ["<s>", 0.0], ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0], ["\u2581good", -5.5], ["\u2581", -4.0],
               ["g", -7.0], ["o", -7.5], ["d", -8.0]]}}
            """;

    @TempDir
    private Path folder;

    private Path edited(Path from, String key, String value) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(Files.readAllBytes(from));
        ObjectNode parent = json;
        String[] path = key.split("/", -1);
        for (int index = 0; index < path.length - 1; index++) {
            parent = (ObjectNode) parent.path(path[index]);
        }
        parent.set(path[path.length - 1], MAPPER.readTree(value.replace('\'', '"')));
        return Files.write(folder.resolve("tokenizer.json"), MAPPER.writeValueAsBytes(json));
    }

    private static int[] encoded(Path file, int maxLength, String text) throws IOException {
        return new SubwordTokenizer(file, 0, maxLength).encode(text);
    }

    private static void assertRefused(Path file) {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> new SubwordTokenizer(file, 0, 16));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "truncation!{'direction': 'Left', 'max_length': 384, 'strategy': 'OnlySecond', 'stride': 128}",
                "padding!{'strategy': {'Fixed': 4000000000}, 'direction': 'Right', 'pad_to_multiple_of': 0, 'pad_id': 0,"
                        + " 'pad_type_id': 0, 'pad_token': '[PAD]'}",
                "decoder!{'type': 'Replace', 'pattern': {'Regex': ''}, 'content': 'a'}",
            })
    void leavesOutWhatIsNotUsed(String key, String value) throws IOException {
        assertThat(encoded(edited(WORDS, key, value), 16, LONG)).hasSize(16).containsExactly(encoded(WORDS, 16, LONG));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'Unknown'}",
                "{'type': 'Replace', 'pattern': {'Regex': 'a*a*a*a*a*a*c'}, 'content': ''}",
                "{'type': 'Replace', 'pattern': {'Regex': ''}, 'content': ''}",
                "{'type': 'Replace', 'pattern': {'String': ''}, 'content': ''}",
                "{'type': 'Replace', 'pattern': {'String': 'a'}, 'content': 'aa'}",
                "{'type': 'Replace', 'pattern': {'String': '-'}, 'content': '--'}",
                "{'type': 'Replace', 'pattern': {'String': 'good'}, 'content': ''}",
                "{'type': 'Replace', 'pattern': {'Regex': '\\\\s+'}, 'content': '  '}",
                "{'type': 'Prepend', 'prepend': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}",
                "{'type': 'Precompiled', 'precompiled_charsmap': ''}",
                "{'type': 'Precompiled', 'precompiled_charsmap': 'AAAAAA=='}",
                "{'type': 'Precompiled', 'precompiled_charsmap': 'BAAAAP////8='}",
                "{'type': 'Precompiled', 'precompiled_charsmap': 'no base'}",
            })
    void refusesNormalizers(String normalizer) throws IOException {
        assertRefused(edited(WORDS, "normalizer", normalizer));
        String nested = "{'type': 'Sequence', 'normalizers': [{'type': 'NFC'}, {'type': 'Sequence', 'normalizers': ["
                + normalizer + "]}]}";
        assertRefused(edited(WORDS, "normalizer", nested));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'Split', 'pattern': {'Regex': '(a+)+$'}, 'behavior': 'Isolated', 'invert': false}",
                "{'type': 'Split', 'pattern': {'String': ''}, 'behavior': 'Isolated', 'invert': false}",
                "{'type': 'Split', 'behavior': 'Isolated', 'invert': false}",
                "{'type': 'FixedLength', 'length': 0}",
                "{'type': 'Sequence', 'pretokenizers': [{'type': 'ByteLevel'}, {'type': 'ByteLevel'}]}",
            })
    void refusesPreTokenizers(String preTokenizer) throws IOException {
        assertRefused(edited(WORDS, "pre_tokenizer", preTokenizer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'SpecialToken': {'id': '[NONE]', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id': 0}}]",
                "[{'Sequence': {'id': 'B', 'type_id': 0}}]",
                "[{'Sequence': {'id': 'A', 'type_id': 0}}, {'Sequence': {'id': 'A', 'type_id': 0}}]",
                "[{'SpecialToken': {'id': '[CLS]', 'type_id': 0}}]",
            })
    void refusesTemplates(String single) throws IOException {
        assertRefused(edited(WORDS, "post_processor/single", single));
    }

    @Test
    void refusesSpecialTokensThatLeaveNoRoomOrAreNone() throws IOException {
        String sixteen = "[" + "0,".repeat(15) + "0]";
        String token = "{'id': '[CLS]', 'ids': %s, 'tokens': %s}";
        String key = "post_processor/special_tokens/[CLS]";
        assertRefused(edited(WORDS, key, token.formatted(sixteen, sixteen.replace("0", "'[CLS]'"))));
        assertRefused(edited(WORDS, key, token.formatted("[2, 2]", "['[CLS]']")));
        assertRefused(edited(WORDS, key, token.formatted("[41]", "['[CLS]']")));
        assertRefused(edited(BYTES, "post_processor/sep", "['</s>', 70]"));
    }

    /** A prefix is put before each part of each word that is looked for. */
    @Test
    void refusesLongPrefixesAndSuffixes() throws IOException {
        String text = "'" + "a".repeat(17) + "'";
        assertRefused(edited(WORDS, "model/continuing_subword_prefix", text));
        assertRefused(edited(BYTES, "model/end_of_word_suffix", text));
        assertThat(encoded(edited(WORDS, "model/continuing_subword_prefix", "'" + "a".repeat(16) + "'"), 16, "a"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "model/continuing_subword_prefix!'########'",
                "model/continuing_subword_prefix!'\u2581'",
                "model/dropout!0.5",
                "model/vocab/a!-1",
                "model/vocab/!1",
                "model/type!'WordLevel'",
            })
    void refusesBytePairs(String key, String value) throws IOException {
        assertRefused(edited(BYTES, key, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "'\u0301', 'normalized': true!false",
                "'\uff9e', 'normalized': true!false",
                "' ', 'rstrip': true!false",
                "'a', 'rstrip': true, 'normalized': true!false",
                "'\u4e2d', 'normalized': true!true",
                "'\ud83d\ude00', 'normalized': true!true",
                "'\ufffd', 'normalized': true!false",
                "' a', 'lstrip': true!true",
                "'a', 'rstrip': true!true",
            })
    void readsAddedTokensUnlessTheyMayBeEmptyOrOverlap(String token, boolean usable) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(Files.readAllBytes(WORDS));
        ObjectNode added = MAPPER.createObjectNode()
                .put("id", 40)
                .put("single_word", false)
                .put("lstrip", false)
                .put("rstrip", false)
                .put("normalized", false)
                .put("special", false);
        added.setAll((ObjectNode) MAPPER.readTree("{\"content\": " + token.replace('\'', '"') + "}"));
        ((ArrayNode) json.path("added_tokens")).add(added);
        Path file = Files.write(folder.resolve("tokenizer.json"), MAPPER.writeValueAsBytes(json));
        if (usable) {
            assertThat(encoded(file, 16, "good  a\u0301 a  \u4e2d"))
                    .startsWith(2, 28)
                    .endsWith(3);
        } else {
            assertRefused(file);
        }
    }

    @Test
    void refusesLongTokensAndWords() throws IOException {
        assertRefused(edited(WORDS, "model/max_input_chars_per_word", "1000000000"));
        Path file = edited(WORDS, "model/vocab/" + "a".repeat(60_000), "40");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> new SubwordTokenizer(file, 0, 16))
                .withNoCause()
                .withMessageContaining("60000");
    }

    @Test
    void refusesMorePartsThanAnyTokenizerHas() throws IOException {
        String part = "{'type': 'NFC'}";
        String many = String.join(",", List.of(part, part, part, part, part, part, part));
        String sequence = "{'type': 'Sequence', 'normalizers': [%s]}";
        assertThat(encoded(edited(WORDS, "normalizer", sequence.formatted(many)), 16, "good"))
                .hasSize(3);
        String nested = sequence.formatted(many);
        assertRefused(edited(WORDS, "normalizer", sequence.formatted(nested + "," + nested + "," + nested)));
    }

    @Test
    void readsOlderFilesWhoseModelHasNoType() throws IOException {
        for (Path fixture : List.of(WORDS, BYTES)) {
            ObjectNode json = (ObjectNode) MAPPER.readTree(Files.readAllBytes(fixture));
            ((ObjectNode) json.path("model")).remove("type");
            Path file = Files.write(folder.resolve("tokenizer.json"), MAPPER.writeValueAsBytes(json));
            assertThat(encoded(file, 16, LONG)).containsExactly(encoded(fixture, 16, LONG));
        }
    }

    @Test
    void readsUnigramsBehindACharsmap() throws IOException {
        Path file =
                Files.writeString(folder.resolve("tokenizer.json"), XLM_ROBERTA.formatted(charsmap(1, "g\0", 1 << 10)));
        // The charsmap makes a g of a q.
        assertThat(new SubwordTokenizer(file, 1, 16).encode("qood  good god ")).containsExactly(1, 4, 4, 5, 6, 7, 8, 2);
    }

    @Test
    void refusesCharsmapsThatLeadOutOfThemselves() throws IOException {
        String far = charsmap(1, "g\0", 1 << 20);
        String behind = charsmap(3, "g\0", 1 << 10);
        String within = charsmap(1, "\u00e9\0", 1 << 10);
        String longer = charsmap(0, "g".repeat(1000), 1 << 10);
        String unpadded = charsmap(1, "gg\0", 1 << 10).replace("=", "");
        for (String damaged : List.of(far, behind, within, longer, unpadded)) {
            assertRefused(Files.writeString(folder.resolve("tokenizer.json"), XLM_ROBERTA.formatted(damaged)));
        }
    }

    /**
     * Returns a charsmap with one rule, for "q".
     *
     * @param value where the replacement begins
     * @param offset the bits of q's unit that say where its leaf is; {@code 1 << 10} is right
     */
    private static String charsmap(int value, String replacements, int offset) {
        byte[] blob = (value == 1 && replacements.startsWith("g") ? "\0" + replacements : replacements)
                .getBytes(StandardCharsets.UTF_8);
        ByteBuffer table =
                ByteBuffer.allocate(Integer.BYTES * 513 + blob.length).order(ByteOrder.LITTLE_ENDIAN);
        table.putInt(Integer.BYTES * 512);
        table.putInt(Integer.BYTES, 256 << 10);
        table.putInt(Integer.BYTES * (1 + (256 ^ 'q')), offset | 1 << 8 | 'q');
        table.putInt(Integer.BYTES * (1 + (256 ^ 'q' ^ 1)), Integer.MIN_VALUE | value);
        table.position(Integer.BYTES * 513);
        return Base64.getEncoder().encodeToString(table.put(blob).array());
    }

    @Tag("endurance")
    @Test
    void refusesMoreBeginningsOfPiecesThanMemoryHolds() throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(XLM_ROBERTA.formatted(charsmap(1, "g\0", 1 << 10)));
        ArrayNode vocabulary = (ArrayNode) json.path("model").path("vocab");
        // As many pieces as XLM-RoBERTa's, which begin alike.
        for (int piece = 0; piece < 250_000; piece++) {
            vocabulary.add(MAPPER.createArrayNode().add("\u2581" + piece).add(-9.5));
        }
        Path file = Files.write(folder.resolve("tokenizer.json"), MAPPER.writeValueAsBytes(json));
        assertThat(encoded(file, 16, "good 99")).isNotEmpty();

        for (int piece = 0; piece < 3_000; piece++) {
            vocabulary.add(MAPPER.createArrayNode()
                    .add(piece + "\u00e9".repeat(TokenizerFile.LONGEST_TOKEN - 10))
                    .add(-9.5));
        }
        assertRefused(Files.write(file, MAPPER.writeValueAsBytes(json)));
    }

    @Test
    void refusesMoreAddedTokensThanAnyTokenizerHas() throws IOException {
        assertThat(encoded(withAddedTokens(1_000, 20), 16, "good")).isEqualTo(encoded(WORDS, 16, "good"));
        assertRefused(withAddedTokens(AddedTokens.MOST + 1, 20));
        assertRefused(withAddedTokens(2_000, 1_000));
    }

    private Path withAddedTokens(int count, int length) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(Files.readAllBytes(WORDS));
        ArrayNode added = (ArrayNode) json.path("added_tokens");
        for (int token = 0; token < count; token++) {
            added.add(MAPPER.createObjectNode()
                    .put("id", 40)
                    .put("content", "<" + token + "x".repeat(length) + ">")
                    .put("single_word", false)
                    .put("lstrip", false)
                    .put("rstrip", false)
                    .put("normalized", false)
                    .put("special", false));
        }
        return Files.write(folder.resolve("tokenizer.json"), MAPPER.writeValueAsBytes(json));
    }

    @Test
    void aFileWithoutATokenForWhatItDoesNotKnowIsNamed() throws IOException {
        assertRefused(edited(WORDS, "model/unk_token", "'[NONE]'"));
        Path file = Files.writeString(
                folder.resolve("tokenizer.json"),
                XLM_ROBERTA.formatted(charsmap(1, "g\0", 1 << 10)).replace("\"unk_id\": 3", "\"unk_id\": null"));
        SubwordTokenizer tokenizer = new SubwordTokenizer(file, 1, 16);

        assertThat(tokenizer.encode("good")).isNotEmpty();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> tokenizer.encode("\u4e2d"))
                .withMessageContaining(file.toString());
    }
}
