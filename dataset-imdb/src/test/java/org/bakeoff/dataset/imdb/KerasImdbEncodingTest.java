package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.imdb.Loading.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * That reviews get the token ids that Keras gives them. The published reviews aren't part of this project: whoever has
 * them names the folder with {@code -Dbakeoff.data=FOLDER}, taken from the root of the project, that holds
 * {@code data/aclImdb-labelled.tar.gz}, {@code data/imdb_word_index.json} and
 * {@code fixtures/keras-imdb-first-review.json}.
 */
final class KerasImdbEncodingTest {

    private static Path folder() {
        String folder = System.getProperty("bakeoff.data");
        Assumptions.assumeTrue(folder != null, "-Dbakeoff.data isn't given");
        return Path.of("..").resolve(String.valueOf(folder));
    }

    private static ImdbConfig config(Path archive, Path wordIndex, int vocabulary, int length) {
        return new ImdbConfig(archive.toString(), null, vocabulary, length, wordIndex.toString(), null);
    }

    /** A text as its words are known to a vocabulary. */
    private static String known(String text, Set<String> vocabulary) {
        return Stream.concat(
                        Stream.of("<start>"),
                        KerasTokenizer.words(text).stream().map(word -> vocabulary.contains(word) ? word : "<unknown>"))
                .collect(Collectors.joining(" "));
    }

    @Test
    void theFirstReviewOfKerasIsFoundWithExactlyItsIds() throws IOException {
        Path folder = folder();
        JsonNode fixture =
                new JsonMapper().readTree(Files.readString(folder.resolve("fixtures/keras-imdb-first-review.json")));
        int[] expected =
                fixture.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray();

        DataSplits data = load(config(
                folder.resolve("data/aclImdb-labelled.tar.gz"),
                folder.resolve("data/imdb_word_index.json"),
                5000,
                500));

        assertThat(data.train()).hasSize(25_000);
        assertThat(data.info().vocabularySize()).isEqualTo(5000);
        List<Example> found = data.train().stream()
                .filter(example -> Arrays.equals(example.tokens(), expected))
                .toList();
        assertThat(found).hasSize(1);
        Example review = found.get(0);
        assertThat(review.label()).isEqualTo(fixture.get("label").intValue()).isEqualTo(1);
        assertThat(data.info().words(review.tokens()))
                .isEqualTo(known(review.text(), new HashSet<>(data.info().vocabulary())));
    }

    @Test
    void thePublishedReviewsAreWhole() throws IOException {
        Path folder = folder();

        DataSplits data = load(
                new ImdbConfig(folder.resolve("data/aclImdb-labelled.tar.gz").toString(), null, 5000, 500, null, null));

        assertThat(data.train().stream().filter(example -> example.label() == 1))
                .hasSize(12_500);
        assertThat(data.train().stream().filter(example -> example.label() == 0))
                .hasSize(12_500);
        assertThat(data.test().stream().filter(example -> example.label() == 1)).hasSize(12_500);
        assertThat(data.test().stream().filter(example -> example.label() == 0)).hasSize(12_500);
        assertThat(data.train().stream().map(Example::group).distinct()).hasSize(3456);
        assertThat(data.test().stream().map(Example::group).distinct()).hasSize(3581);
        assertThat(data.train().subList(0, 64).stream().map(Example::group).distinct())
                .hasSizeGreaterThan(50);
    }

    /** Words are counted as Keras' authors counted them, but words of equal frequency had no defined order there. */
    @Test
    void countedWordsAgreeWithTheWordIndexOfKerasUpToTies() throws IOException {
        Path folder = folder();
        Path archive = folder.resolve("data/aclImdb-labelled.tar.gz");

        Set<String> counted = new HashSet<>(load(new ImdbConfig(archive.toString(), null, 5004, 1, null, null))
                .info()
                .vocabulary());
        Set<String> keras = new HashSet<>(load(config(archive, folder.resolve("data/imdb_word_index.json"), 5004, 1))
                .info()
                .vocabulary());

        counted.retainAll(keras);
        assertThat(counted).hasSizeGreaterThan(4 + 4985);
    }

    /** The same rules on texts of our own: {@code rank + 3}, 1 to start with, 2 for what is beyond the vocabulary. */
    @Test
    void ranksBecomeIdsAsInKeras(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(1)
                .put("train/pos/0_7.txt", "The GNURK'S É-wobble,wobble.<br /><br />snee \u0085 é the")
                .archive(dir);
        Path index = Files.writeString(
                dir.resolve("index.json"),
                "{\"the\": 1, \"br\": 2, \"wobble\": 3, \"gnurk's\": 4, \"É\": 5, \"\u0085\": 6, \"snee\": 7}");

        DataSplits data = load(config(archive, index, 10, 500));

        Example review = data.train().get(0);
        assertThat(review.tokens()).containsExactly(1, 4, 7, 8, 6, 6, 5, 5, 2, 9, 2, 4);
        assertThat(data.info().words(review.tokens()))
                .isEqualTo("<start> the gnurk's É wobble wobble br br <unknown> \u0085 <unknown> the")
                .isEqualTo(known(review.text(), new HashSet<>(data.info().vocabulary())));
    }

    @Test
    void theLastIdsAreKeptAsInKeras(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(1)
                .put("train/pos/0_7.txt", "a b c d e")
                .put("train/neg/0_1.txt", "a b c")
                .archive(dir);
        Path index = Files.writeString(dir.resolve("index.json"), "{\"a\": 1, \"b\": 2, \"c\": 3, \"d\": 4, \"e\": 5}");

        DataSplits data = load(config(archive, index, 100, 4));

        assertThat(data.train()).extracting(Example::label).containsExactly(1, 0);
        assertThat(data.train().get(0).tokens()).containsExactly(5, 6, 7, 8);
        assertThat(data.train().get(1).tokens()).containsExactly(1, 4, 5, 6);
    }
}
