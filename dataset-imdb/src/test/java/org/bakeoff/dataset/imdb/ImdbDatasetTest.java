package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.imdb.Loading.content;
import static org.bakeoff.dataset.imdb.Loading.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.bakeoff.toolkit.text.KerasTokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImdbDatasetTest {

    private static Example find(List<Example> examples, String id) {
        return examples.stream()
                .filter(example -> example.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isNamedImdbAndTakesThePublishedArchive() {
        assertThat(Loading.imdb().name()).isEqualTo("imdb");
        assertThat(Loading.imdb().defaults())
                .isEqualTo(new ImdbConfig(ImdbConfig.PUBLISHED_URL, null, 5000, 500, null, null));
    }

    @Test
    void givesEveryReviewOnceWithItsLabelMovieAndRating(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(7);

        DataSplits data = load(imdb.archive(dir));

        assertThat(data.info().classes()).containsExactly("negative", "positive");
        assertThat(data.train()).hasSize(14).extracting(Example::id).doesNotHaveDuplicates();
        assertThat(data.test()).hasSize(14).extracting(Example::id).doesNotHaveDuplicates();
        Example positive = find(data.train(), "train/pos/5_8");
        assertThat(positive.label()).isEqualTo(1);
        assertThat(positive.text()).isEqualTo(imdb.text("train/pos/5_8.txt"));
        assertThat(positive.group()).isEqualTo(SmallImdb.movie("train/pos", 5));
        assertThat(positive.attributes()).containsEntry("rating", "8").containsOnlyKeys("rating", "words");
        Example negative = find(data.test(), "test/neg/6_3");
        assertThat(negative.label()).isZero();
        assertThat(negative.text()).isEqualTo(imdb.text("test/neg/6_3.txt"));
        assertThat(negative.group()).isEqualTo(SmallImdb.movie("test/neg", 6));
        assertThat(negative.attributes()).containsEntry("rating", "3");
    }

    @Test
    void tokensAreTheStartAndTheWordsAndDecodeBack(@TempDir Path dir) throws IOException {
        DataSplits data =
                load(new ImdbConfig(SmallImdb.ofEach(5).archive(dir).toString(), null, 100, 1000, null, null));

        assertThat(data.train()).allSatisfy(example -> {
            List<String> words = new ArrayList<>(KerasTokenizer.words(example.text()));
            assertThat(example.attributes()).containsEntry("words", String.valueOf(words.size()));
            words.add(0, "<start>");
            assertThat(data.info().words(example.tokens())).isEqualTo(String.join(" ", words));
        });
    }

    @Test
    void keepsTheLastIdsAndCountsTheWordsBeforeTheCut(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(2).put("test/pos/0_7.txt", "of of zorblat quimble OF the");
        ImdbConfig config = new ImdbConfig(imdb.archive(dir).toString(), null, 100, 3, null, null);

        DataSplits data = load(config);

        Example cut = find(data.test(), "test/pos/0_7");
        assertThat(data.info().length()).isEqualTo(3);
        assertThat(data.info().words(cut.tokens())).isEqualTo("quimble of the");
        assertThat(cut.attributes()).isEqualTo(Map.of("rating", "7", "words", "6"));
    }

    @Test
    void wordsOutsideTheVocabularyAreUnknown(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(1)
                .put("train/pos/0_7.txt", "plip plip plip plop")
                .put("train/neg/0_1.txt", "plop flup")
                .put("test/pos/0_7.txt", "flup plip plop unheard plip");

        DataSplits data = load(new ImdbConfig(imdb.archive(dir).toString(), null, 6, 9, null, null));

        assertThat(data.info().vocabulary())
                .containsExactly("<padding>", "<start>", "<unknown>", "<unused>", "plip", "plop");
        assertThat(find(data.test(), "test/pos/0_7").tokens()).containsExactly(1, 2, 4, 5, 2, 4);
    }

    @Test
    void testReviewsDoNotCountForTheVocabulary(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(1).put("test/pos/0_7.txt", "sploosh ".repeat(500));

        assertThat(load(imdb.archive(dir)).info().vocabulary()).doesNotContain("sploosh");
    }

    @Test
    void textIsKeptToTheLastCharacter(@TempDir Path dir) throws IOException {
        String odd = "\uFEFF \u0085Ünheard\tof…\uFFFD\uD83C\uDFAC <br /><br />\u0007 ";

        DataSplits data = load(SmallImdb.ofEach(1).put("test/neg/0_1.txt", odd).archive(dir));

        assertThat(find(data.test(), "test/neg/0_1").text()).isEqualTo(odd);
    }

    @Test
    void folderItsParentAndBothKindsOfArchiveAreTheSame(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(9);
        List<?> expected = content(load(imdb.archive(dir)));

        assertThat(content(load(imdb.tar(dir)))).isEqualTo(expected);
        assertThat(content(load(imdb.folder(dir)))).isEqualTo(expected);
        assertThat(content(load(dir))).isEqualTo(expected);
        Path renamed = Files.move(dir.resolve("aclImdb"), dir.resolve("reviews"));
        assertThat(content(load(renamed))).isEqualTo(expected);
    }

    @Test
    void allElseInTheLayoutIsIgnored(@TempDir Path dir) throws IOException {
        List<?> expected = content(load(SmallImdb.ofEach(3).archive(dir)));
        SmallImdb imdb = SmallImdb.ofEach(3)
                .put("README", "read me")
                .put("imdb.vocab", "the\n")
                .put("train/labeledBow.feat", "9 0:9")
                .put("train/unsup/0_0.txt", new byte[] {(byte) 0xff})
                .put("train/urls_unsup.txt", "none")
                .put("train/pos/.DS_Store", new byte[] {0})
                .put("train/pos/._0_7.txt", new byte[] {0})
                .put("train/pos/deeper/0_7.txt", "not ours")
                .put("train/positive/0_7.txt", "not ours")
                .put("other/aclImdb/train/pos/0_7.txt", "not ours");

        assertThat(content(load(imdb.archive(dir)))).isEqualTo(expected);
        assertThat(content(load(imdb.folder(dir)))).isEqualTo(expected);
    }

    @Test
    void movieListsMayLackTheLastLineEndOrHaveWindowsLineEnds(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(3);
        List<?> expected = content(load(imdb.archive(dir)));
        imdb.put("train/urls_pos.txt", imdb.text("train/urls_pos.txt").stripTrailing());
        imdb.put("test/urls_neg.txt", imdb.text("test/urls_neg.txt").replace("\n", "\r\n"));

        assertThat(content(load(imdb.archive(dir)))).isEqualTo(expected);
    }
}
