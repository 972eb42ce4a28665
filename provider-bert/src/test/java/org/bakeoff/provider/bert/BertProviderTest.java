package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.ModelProvider.Encoding;
import org.bakeoff.provider.bert.BertConfig.Head;
import org.bakeoff.testkit.ModelProviderContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BertProviderTest extends ModelProviderContract<BertConfig> {

    private static final Path TINY =
            Path.of("src/test/resources/fixtures/bert-tiny").toAbsolutePath();

    @Override
    protected BertProvider plugin() {
        return new BertProvider();
    }

    @Override
    protected BertConfig config() {
        return config(TINY, Head.NEW, null, null);
    }

    @Override
    protected boolean ignoresPadding() {
        return true;
    }

    @Test
    void trainsTheLastLayersAndTheHead() {
        assertThat(trained(1))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("bert.encoder.layer.1.")
                        || name.startsWith("bert.pooler.")
                        || name.startsWith("classifier."));
        assertThat(trained(0))
                .containsExactlyInAnyOrder(
                        "bert.pooler.dense.weight", "bert.pooler.dense.bias", "classifier.weight", "classifier.bias");
        assertThat(trained(2))
                .anyMatch(name -> name.contains("layer.0."))
                .noneMatch(name -> name.contains("embeddings"));
        assertThat(trained(null)).anyMatch(name -> name.contains("word_embeddings"));
    }

    private List<String> trained(@Nullable Integer trainLayers) {
        return plugin().create(config(TINY, Head.NEW, trainLayers, null), data(2, 32)).getParameters().stream()
                .filter(pair -> pair.getValue().requiresGradient())
                .map(Pair<String, Parameter>::getKey)
                .toList();
    }

    @Test
    void takesNoHeadOfOtherClassesAndNoMoreThanTheModelHas() {
        refused(config(TINY, Head.FOLDER, null, null), data(3, 32));
        refused(config(TINY, Head.NEW, 3, null), data(2, 32));
        refused(config(TINY, Head.NEW, null, 33), data(2, 32));
        refused(config(TINY, Head.NEW, null, null), data(2, 33));
    }

    @ParameterizedTest
    @CsvSource({
        "config.json, other.bin, AutoModelForSequenceClassification",
        "model.safetensors, pytorch_model.bin, AutoModelForSequenceClassification",
        "model.safetensors, model-00001-of-00002.safetensors, AutoModelForSequenceClassification",
        "model.safetensors, adapter_model.safetensors, merge_and_unload"
    })
    void saysHowToConvertAFolderInAnotherForm(String missing, String found, String how, @TempDir Path folder)
            throws IOException {
        copy(folder);
        Files.move(folder.resolve(missing), folder.resolve(found));
        assertThat(refused(config(folder, Head.NEW, null, null), data(2, 32)))
                .contains(missing, found, how, "o='" + folder + "'", "n='" + folder + "-converted'")
                .contains("save_pretrained(n")
                .doesNotContain("save_pretrained(o", "distilbert-base");
    }

    @Test
    void saysHowToGetAFolder(@TempDir Path folder) {
        Path nowhere = folder.resolve("it's nowhere");
        assertThat(refused(config(nowhere, Head.NEW, null, null), data(2, 32)))
                .contains(nowhere.toString(), "d='" + folder + "/it\\'s nowhere'", "save_pretrained(d)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            quoteCharacter = '~',
            value = {
                "'model_type': 'bert'/'model_type': 'albert'",
                "'hidden_act': 'gelu'/'hidden_act': 'mish'",
                "'is_decoder': false/'is_decoder': true",
                "'hidden_size': 16/'hidden_size': 24",
                "'hidden_size': 16/'hidden_size': -16",
                "'hidden_size': 16/'hidden_size': 1e9",
                "'num_attention_heads': 2/'num_attention_heads': 3",
                "'num_hidden_layers': 2/'num_hidden_layers': 3",
                "'pad_token_id': 0/'pad_token_id': 41",
                "'hidden_dropout_prob': 0.0/'hidden_dropout_prob': 1.0",
                "'vocab_size': 41/'vocab_size': 42",
                "'use_cache': true/'position_embedding_type': 'relative_key'",
            })
    void refusesAModelThatItCantMake(String from, String to, @TempDir Path folder) throws IOException {
        copy(folder);
        edit(folder, from, to);
        refused(config(folder, Head.NEW, null, null), data(2, 32));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '/',
            quoteCharacter = '~',
            value = {
                "'vocab_size': 41/'vocab_size': 16777216",
                "'max_position_embeddings': 32/'max_position_embeddings': 16777216",
                "'use_cache': true/'num_labels': 16777216",
            })
    void allocatesNothingBySizesThatTheWeightsDontHave(String from, String to, @TempDir Path folder)
            throws IOException {
        copy(folder);
        edit(folder, from, to);
        Encoding encoding =
                plugin().encoding(config(folder, Head.FOLDER, null, null)).orElseThrow();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> encoding.learn(data(2, 32), Stream.of()))
                .withMessageContaining("16777216");
    }

    @Test
    void hashesNoWeightsThatNoSuchModelHas(@TempDir Path folder) throws IOException {
        copy(folder);
        Path file = folder.resolve("model.safetensors");
        byte[] old = Files.readAllBytes(file);
        int length = Math.toIntExact(
                ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN).getLong());
        int numbers = old.length - Long.BYTES - length;
        int more = 1 << 26;
        String header = new String(old, Long.BYTES, length, StandardCharsets.UTF_8).strip();
        byte[] longer = (header.substring(0, header.length() - 1)
                        + ",\"unused\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[%d,%d]}}"
                                .formatted(more, numbers, numbers + more))
                .getBytes(StandardCharsets.UTF_8);
        Files.write(
                file,
                ByteBuffer.allocate(Long.BYTES + longer.length + numbers + more)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(longer.length)
                        .put(longer)
                        .put(old, Long.BYTES + length, numbers)
                        .array());
        Encoding encoding =
                plugin().encoding(config(folder, Head.NEW, null, null)).orElseThrow();
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(encoding::fingerprint)
                .withMessageContaining(folder.toString());
    }

    @Test
    void anInterruptEndsHashing(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "new");
        Thread.currentThread().interrupt();
        try {
            assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> FileChecksums.sha256(file));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    private static BertConfig config(
            Path folder, Head head, @Nullable Integer trainLayers, @Nullable Integer maxLength) {
        return new BertConfig(folder.toString(), head, trainLayers, null, maxLength);
    }

    private static DatasetInfo data(int classes, int length) {
        return new DatasetInfo(
                IntStream.range(0, classes).mapToObj(label -> "class" + label).toList(), List.of("", "a"), length);
    }

    private String refused(BertConfig config, DatasetInfo data) {
        return assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> plugin().create(config, data))
                .actual()
                .getMessage();
    }

    private static void copy(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(TINY)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
    }

    private static void edit(Path folder, String from, String to) throws IOException {
        String json = Files.readString(folder.resolve("config.json"));
        String found = from.replace('\'', '"');
        assertThat(json).contains(found);
        Files.writeString(folder.resolve("config.json"), json.replace(found, to.replace('\'', '"')));
    }
}
