package org.bakeoff.provider.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.provider.bert.BertConfig.Head;
import org.bakeoff.testkit.ModelProviderContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    @ValueSource(strings = {"config.json", "model.safetensors"})
    void saysHowToGetAFolderWhereOneIsMissing(String missing, @TempDir Path folder) throws IOException {
        copy(folder);
        Files.delete(folder.resolve(missing));
        assertThat(refused(config(folder, Head.NEW, null, null), data(2, 32)))
                .contains(missing, folder.toString(), "save_pretrained");
        Path nowhere = folder.resolve("nowhere");
        assertThat(refused(config(nowhere, Head.NEW, null, null), data(2, 32)))
                .contains(nowhere.toString(), "save_pretrained");
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
        String json = Files.readString(folder.resolve("config.json"));
        String found = from.replace('\'', '"');
        assertThat(json).contains(found);
        Files.writeString(folder.resolve("config.json"), json.replace(found, to.replace('\'', '"')));
        refused(config(folder, Head.NEW, null, null), data(2, 32));
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
}
