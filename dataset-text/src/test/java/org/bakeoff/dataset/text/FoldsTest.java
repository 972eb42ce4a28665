package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bakeoff.dataset.text.Loading.ids;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Example;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The laws of folds. */
final class FoldsTest {

    private Path file = Path.of("");

    @BeforeTry
    void file() throws IOException {
        file = Files.createTempFile("folds", ".csv");
    }

    @AfterTry
    void delete() throws IOException {
        Files.delete(file);
    }

    @Property(tries = 60)
    void ofDifferentTextsSizesAndClassCountsOfFoldsDifferByOneAtMost(
            @ForAll Random random,
            @ForAll @IntRange(min = 12, max = 80) int count,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(min = 2, max = 10) int of)
            throws IOException {
        write(rows(random, count, classes, count), false);

        List<DataSplits> folds = folds(of, 1, false);

        assertThat(spread(folds.stream().mapToInt(data -> data.test().size()).toArray()))
                .isLessThanOrEqualTo(1);
        for (int label = 0; label < classes; label++) {
            int index = label;
            assertThat(spread(folds.stream()
                            .mapToInt(data -> (int) data.test().stream()
                                    .filter(example -> example.label() == index)
                                    .count())
                            .toArray()))
                    .isLessThanOrEqualTo(1);
        }
    }

    @Property(tries = 60)
    void everyTextIsTestedOnceAndWhatBelongsTogetherStaysTogether(
            @ForAll Random random,
            @ForAll @IntRange(min = 40, max = 100) int count,
            @ForAll @IntRange(min = 14, max = 30) int units,
            @ForAll @IntRange(min = 2, max = 5) int of,
            @ForAll boolean grouped)
            throws IOException {
        List<String[]> rows = rows(random, count, 2, units);
        write(rows, grouped);

        List<String> tested = new ArrayList<>();
        Set<Set<String>> cut = new HashSet<>();
        for (DataSplits data : folds(of, 1, grouped)) {
            tested.addAll(ids(data.test()));
            cut.add(Set.copyOf(ids(data.test())));
            assertThat(ids(data.train()))
                    .isEqualTo(rows.stream()
                            .map(row -> row[0])
                            .filter(id -> !ids(data.test()).contains(id))
                            .toList());
            assertThat(units(data.train(), grouped)).doesNotContainAnyElementsOf(units(data.test(), grouped));
        }
        assertThat(tested)
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(row -> row[0]).toList());

        Set<Set<Set<String>>> cuts = new HashSet<>();
        for (int repeat = 1; repeat <= 5; repeat++) {
            cuts.add(cut(of, repeat, grouped));
        }
        assertThat(cuts).as("the cuts of five repeats").hasSizeGreaterThan(2);

        Collections.shuffle(rows, random);
        write(rows, grouped);
        assertThat(cut(of, 1, grouped))
                .as("the cut of the same rows in another order")
                .isEqualTo(cut);
    }

    /** Every third author writes mostly of the rare class. */
    @Test
    void classSharesAndSizesAreKeptAsFarAsGroupsAllow(@TempDir Path dir) throws IOException {
        file = dir.resolve("groups.csv");
        Random random = new Random(7);
        List<String[]> rows = new ArrayList<>();
        for (int group = 0; group < 60; group++) {
            int size = 1 + random.nextInt(20);
            for (int text = 0; text < size; text++) {
                boolean rare = random.nextInt(10) < (group % 3 == 0 ? 6 : 1);
                rows.add(new String[] {"r" + rows.size(), "text " + rows.size(), rare ? "rare" : "usual", "g" + group});
            }
        }
        write(rows, true);
        long rare = rows.stream().filter(row -> row[2].equals("rare")).count();

        for (DataSplits data : folds(5, 1, true)) {
            assertThat(data.test().size()).isBetween(rows.size() / 5 - 6, rows.size() / 5 + 6);
            assertThat(data.test().stream()
                            .filter(example -> example.label() == 0)
                            .count())
                    .isBetween(rare / 5 - 3, rare / 5 + 3);
        }
    }

    @Test
    void theVocabularyIsLearnedFromTheTrainingTextsOfTheFold(@TempDir Path dir) throws IOException {
        file = dir.resolve("words.csv");
        write(rows(new Random(1), 20, 2, 20), false);

        DataSplits data = fold(1, 4, 1, false);

        Set<String> tested = new HashSet<>();
        data.test().forEach(example -> tested.addAll(List.of(example.text().split(" "))));
        data.train().forEach(example -> tested.removeAll(List.of(example.text().split(" "))));
        assertThat(tested).isNotEmpty();
        assertThat(data.info().vocabulary()).doesNotContainAnyElementsOf(tested);
    }

    /** Published numbers rest on it: a change of it is a change of every fold. */
    @Test
    void aCutStaysWhatItIs(@TempDir Path dir) throws IOException {
        file = dir.resolve("train.csv");
        write(
                IntStream.range(0, 9)
                        .mapToObj(
                                row -> new String[] {"r" + row, "number " + row, row % 3 == 0 ? "three" : "other", ""})
                        .toList(),
                false);
        assertThat(folds(3, 1, false))
                .extracting(data -> String.join(" ", ids(data.test())))
                .containsExactly("r1 r6 r8", "r2 r3 r4", "r0 r5 r7");
    }

    @Test
    void whatCantBeCutIsRefused(@TempDir Path dir) throws IOException {
        file = dir.resolve("train.csv");
        write(rows(new Random(1), 12, 2, 12), true);
        assertThatThrownBy(() -> fold(1, 13, 1, false))
                .hasMessageContaining(
                        "train.csv: these 12 different texts are too few for 13 folds. Ask for at most 12");
        List<String[]> rows = rows(new Random(1), 12, 2, 12);
        rows.forEach(row -> row[3] = "g" + (row[2].equals("class 0") ? 0 : Integer.parseInt(row[0].substring(1)) % 4));
        write(rows, true);
        assertThatThrownBy(() -> fold(1, 2, 1, true))
                .hasMessageContaining("train.csv: the class 'class 0' has so few groups that one of 2 folds has no text"
                        + " of it to train on. ");
        assertThatThrownBy(() -> Loading.with(file, "0.3", Map.of("fold", Map.of("number", 1, "of", 2, "repeat", 1))))
                .hasMessageContaining("leave \"test\" out");
        assertThatThrownBy(() -> fold(3, 2, 1, true))
                .hasMessageContaining("/fold: there is no fold 3 of 2; give a \"number\" from 1 to 2");
    }

    @Test
    void aClassThatSomeFoldsLackIsNoted(@TempDir Path dir) throws IOException {
        file = dir.resolve("train.csv");
        List<String[]> rows = rows(new Random(1), 12, 2, 12);
        rows.get(0)[2] = "class 2";
        rows.get(1)[2] = "class 2";
        write(rows, false);
        assertThat(fold(1, 4, 1, false).notes())
                .contains("2 of 4 folds have no text of the class 'class 2' to test on");
    }

    /** As where files of two systems were joined. */
    @Test
    void aGroupInTwoFormsOfUnicodeStaysTogether(@TempDir Path dir) throws IOException {
        file = dir.resolve("folds.csv");
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            Normalizer.Form form = row % 2 == 0 ? Normalizer.Form.NFC : Normalizer.Form.NFD;
            String group = Normalizer.normalize("caf\u00e9 " + row / 4, form);
            rows.add(new String[] {"r" + row, "text " + row, "class " + row / 2 % 2, group});
        }
        write(rows, true);
        for (DataSplits data : folds(3, 1, true)) {
            assertThat(composed(data.train(), Example::group))
                    .doesNotContainAnyElementsOf(composed(data.test(), Example::group));
        }
    }

    /** As where pandas wrote two files, in one of which some row lacks a group. */
    @Test
    void aGroupThatIsANumberInTwoFormsStaysTogether(@TempDir Path dir) throws IOException {
        file = dir.resolve("folds.csv");
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            rows.add(
                    new String[] {"r" + row, "text " + row, "class " + row / 2 % 2, row / 4 + (row % 2 == 0 ? "" : ".0")
                    });
        }
        write(rows, true);
        for (DataSplits data : folds(3, 1, true)) {
            assertThat(data.train()).extracting(Example::group).allMatch(group -> group.matches("[0-9]+"));
            assertThat(data.train())
                    .extracting(Example::group)
                    .doesNotContainAnyElementsOf(
                            data.test().stream().map(Example::group).toList());
        }
    }

    @Test
    void aTextInTwoFormsOfUnicodeStaysTogether(@TempDir Path dir) throws IOException {
        file = dir.resolve("folds.csv");
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < 60; row++) {
            Normalizer.Form form = row % 2 == 0 ? Normalizer.Form.NFC : Normalizer.Form.NFD;
            String text = Normalizer.normalize("caf\u00e9 " + row / 2, form);
            rows.add(new String[] {"r" + row, text, "class " + row / 2 % 2, "g"});
        }
        write(rows, false);
        for (DataSplits data : folds(3, 1, false)) {
            assertThat(composed(data.train(), Example::text))
                    .doesNotContainAnyElementsOf(composed(data.test(), Example::text));
        }
    }

    private static Set<String> composed(List<Example> examples, Function<Example, String> part) {
        return examples.stream()
                .map(example -> Normalizer.normalize(part.apply(example), Normalizer.Form.NFC))
                .collect(Collectors.toSet());
    }

    /** Rows of classes in turn, each with an id, a text and a group. */
    private static List<String[]> rows(Random random, int count, int classes, int units) {
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            String unit = units == count ? " x" + row : " x" + random.nextInt(units);
            rows.add(new String[] {"r" + row, "text" + unit, "class " + row % classes, "group" + unit});
        }
        return rows;
    }

    private void write(List<String[]> rows, boolean grouped) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord("id", "text", "label", "group");
            for (String[] row : rows) {
                csv.writeRecord(row[0], grouped ? row[1] + " of " + row[0] : row[1], row[2], row[3]);
            }
        }
    }

    private DataSplits fold(int number, int of, int repeat, boolean grouped) throws IOException {
        Map<String, Object> keys = new HashMap<>(
                Map.of("train", file, "id", "id", "fold", Map.of("number", number, "of", of, "repeat", repeat)));
        if (grouped) {
            keys.put("group", "group");
        }
        return Loading.load(Loading.read(keys));
    }

    private List<DataSplits> folds(int of, int repeat, boolean grouped) throws IOException {
        List<DataSplits> folds = new ArrayList<>();
        for (int number = 1; number <= of; number++) {
            folds.add(fold(number, of, repeat, grouped));
        }
        return folds;
    }

    private Set<Set<String>> cut(int of, int repeat, boolean grouped) throws IOException {
        return folds(of, repeat, grouped).stream()
                .map(data -> Set.copyOf(ids(data.test())))
                .collect(Collectors.toSet());
    }

    private static int spread(int[] counts) {
        return IntStream.of(counts).max().orElseThrow()
                - IntStream.of(counts).min().orElseThrow();
    }

    private static Set<Object> units(List<Example> examples, boolean grouped) {
        return examples.stream()
                .map(example -> grouped ? example.group() : example.text())
                .collect(Collectors.toSet());
    }
}
