package org.bakeoff.dataset.imdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.imdb.Loading.content;
import static org.bakeoff.dataset.imdb.Loading.limited;
import static org.bakeoff.dataset.imdb.Loading.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImdbOrderTest {

    private static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    @Test
    void everyPrefixIsBalanced(@TempDir Path dir) throws IOException {
        DataSplits data = load(SmallImdb.ofEach(20).archive(dir));

        for (List<Example> set : List.of(data.train(), data.test())) {
            for (int size = 1; size <= set.size(); size++) {
                long positive = set.subList(0, size).stream()
                        .filter(example -> example.label() == 1)
                        .count();
                assertThat(2 * positive - size).isBetween(0L, 1L);
            }
        }
    }

    /** Runs, caches and published numbers rest on it: a change of it is a change of the dataset. */
    @Test
    void orderStaysWhatItIs(@TempDir Path dir) throws IOException {
        assertThat(ids(load(SmallImdb.ofEach(4).archive(dir)).train()))
                .containsExactly(
                        "train/pos/3_10",
                        "train/neg/0_1",
                        "train/pos/2_9",
                        "train/neg/1_2",
                        "train/pos/0_7",
                        "train/neg/3_4",
                        "train/pos/1_8",
                        "train/neg/2_3");
    }

    @Test
    void orderIsThatOfTheSourceInNoWay(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(30);
        List<?> expected = content(load(imdb.archive(dir)));

        assertThat(content(load(imdb.reversed().archive(dir)))).isEqualTo(expected);
    }

    @Test
    void prefixesHaveManyMovies(@TempDir Path dir) throws IOException {
        DataSplits data = load(SmallImdb.ofEach(500).archive(dir));

        assertThat(data.train().subList(0, 64))
                .extracting(Example::group)
                .satisfies(movies -> assertThat(movies.stream().distinct()).hasSizeGreaterThan(50));
    }

    @Test
    void limitTakesAPrefixOfEachHalf(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(10).archive(dir);
        DataSplits all = load(archive);

        DataSplits some = load(limited(archive, 7));

        assertThat(ids(some.train())).isEqualTo(ids(all.train().subList(0, 7)));
        assertThat(ids(some.test())).isEqualTo(ids(all.test().subList(0, 7)));
    }

    @Test
    void limitBeyondTheReviewsGivesAll(@TempDir Path dir) throws IOException {
        Path archive = SmallImdb.ofEach(3).archive(dir);

        assertThat(content(load(limited(archive, 1000)))).isEqualTo(content(load(archive)));
    }

    @Test
    void onlyReviewsWithinTheLimitCountForTheVocabulary(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(10);
        List<Example> train = load(imdb.archive(dir)).train();
        imdb.put(train.get(0).id() + ".txt", "wurp gleep").put(train.get(1).id() + ".txt", "gleep gleep");

        DataSplits some = load(limited(imdb.archive(dir), 2));

        assertThat(some.info().vocabulary().subList(4, some.info().vocabularySize()))
                .containsExactly("gleep", "wurp");
    }

    @Test
    void unequalClassesTakeTurnsAsLongAsBothLast(@TempDir Path dir) throws IOException {
        SmallImdb imdb = SmallImdb.ofEach(4)
                .put("train/urls_pos.txt", "http://www.imdb.com/title/tt1/usercomments")
                .without("train/pos/1")
                .without("train/pos/2")
                .without("train/pos/3");

        assertThat(load(imdb.archive(dir)).train()).extracting(Example::label).containsExactly(1, 0, 0, 0, 0);
    }
}
