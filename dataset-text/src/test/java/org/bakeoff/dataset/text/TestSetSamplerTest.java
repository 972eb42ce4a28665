package org.bakeoff.dataset.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bakeoff.dataset.text.Loading.ids;
import static org.bakeoff.dataset.text.Loading.refusal;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
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

/** The laws of the share that is drawn to test on. */
final class TestSetSamplerTest {

    private Path file = Path.of("");

    @BeforeTry
    void file() throws IOException {
        file = Files.createTempFile("share", ".csv");
    }

    @AfterTry
    void delete() throws IOException {
        Files.delete(file);
    }

    /** Rows of a few classes, each with an id, a text and a group. */
    private static List<String[]> rows(Random random, int count, int classes, int texts, int groups) {
        List<String[]> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            int label = row < 2 ? row : (int) Math.abs(random.nextGaussian() * classes) % classes;
            rows.add(new String[] {
                "r" + row, "text " + random.nextInt(texts), "class " + label, "group " + random.nextInt(groups)
            });
        }
        return rows;
    }

    private DataSplits drawn(List<String[]> rows, String share, boolean grouped) throws IOException {
        try (CsvWriter csv = CsvWriter.builder().build(file)) {
            csv.writeRecord("id", "text", "label", "group");
            rows.forEach(csv::writeRecord);
        }
        return Loading.load(
                Loading.with(file, share, grouped ? Map.of("id", "id", "group", "group") : Map.of("id", "id")));
    }

    @Property(tries = 150)
    void ofDifferentTextsEveryClassGivesItsShareExactly(
            @ForAll Random random,
            @ForAll @IntRange(min = 4, max = 80) int count,
            @ForAll @IntRange(min = 2, max = 5) int classes,
            @ForAll @IntRange(min = 1, max = 99) int percent)
            throws IOException {
        List<String[]> rows = rows(random, count, classes, 1, 1);
        for (int row = 0; row < count; row++) {
            rows.get(row)[1] = "text " + row;
            rows.get(row)[2] = row < 4 ? "class " + row % 2 : rows.get(row)[2];
        }

        DataSplits data = drawn(rows, String.valueOf(percent / 100.0), false);

        for (int label = 0; label < data.info().classes().size(); label++) {
            long train = count(data.train(), label);
            long test = count(data.test(), label);
            long wanted = (percent * (train + test) + 50) / 100;
            assertThat(test).isEqualTo(Math.min(Math.max(wanted, 1), train + test - 1));
        }
    }

    @Property(tries = 200)
    void itCutsTheRowsInTwoInTheirOrderAndKeepsTogetherWhatBelongsTogether(
            @ForAll Random random,
            @ForAll @IntRange(min = 30, max = 100) int count,
            @ForAll @IntRange(min = 2, max = 4) int classes,
            @ForAll @IntRange(min = 10, max = 40) int units,
            @ForAll @IntRange(min = 20, max = 80) int percent,
            @ForAll boolean grouped)
            throws IOException {
        List<String[]> rows = rows(random, count, classes, grouped ? 1000 : units, grouped ? units : 1000);

        DataSplits data = drawn(rows, String.valueOf(percent / 100.0), grouped);

        List<String> train = ids(data.train());
        List<String> test = ids(data.test());
        assertThat(test).isNotEmpty();
        List<String> all = rows.stream().map(row -> row[0]).toList();
        assertThat(train)
                .isEqualTo(all.stream().filter(id -> !test.contains(id)).toList());
        assertThat(test)
                .isEqualTo(all.stream().filter(id -> !train.contains(id)).toList());
        assertThat(units(data.train(), grouped)).doesNotContainAnyElementsOf(units(data.test(), grouped));
        for (int label = 0; label < data.info().classes().size(); label++) {
            assertThat(count(data.train(), label))
                    .as("rows of class %d to train on", label)
                    .isPositive();
        }
    }

    @Property(tries = 60)
    void itDependsNeitherOnTheOrderOfTheRowsNorOnTheIds(@ForAll Random random, @ForAll boolean grouped)
            throws IOException {
        List<String[]> rows = rows(random, 60, 3, 50, 25);
        Set<String> expected = new HashSet<>(ids(drawn(rows, "0.3", grouped).test()));

        Collections.shuffle(rows, random);
        assertThat(ids(drawn(rows, "0.3", grouped).test())).containsExactlyInAnyOrderElementsOf(expected);

        Set<Object> texts = units(drawn(rows, "0.3", grouped).test(), grouped);
        rows.forEach(row -> row[0] = "other " + row[0]);
        assertThat(units(drawn(rows, "0.3", grouped).test(), grouped)).isEqualTo(texts);
    }

    /** By the sum over the classes of the squared difference of what is drawn to what is wanted. */
    @Property(tries = 100)
    void noGroupMoreWouldBringTheClassesNearerToTheirShares(
            @ForAll Random random, @ForAll @IntRange(min = 10, max = 60) int groups) throws IOException {
        DataSplits data = drawn(rows(random, 200, 3, 1000, groups), "0.25", true);
        double[] off = off(data, Set.of());

        for (Object group : units(data.train(), true)) {
            double[] more = off(data, Set.of(group));
            boolean leaves = IntStream.range(0, off.length)
                    .allMatch(label -> data.train().stream()
                            .filter(of(label))
                            .anyMatch(example -> !example.group().equals(group)));
            assertThat(!leaves
                            || DoubleStream.of(more).sum()
                                    >= DoubleStream.of(off).sum())
                    .as("%s should stay in the training set", group)
                    .isTrue();
        }
    }

    private static double[] off(DataSplits data, Set<Object> more) {
        double[] off = new double[data.info().classes().size()];
        for (int label = 0; label < off.length; label++) {
            long test = count(data.test(), label);
            long all = test + count(data.train(), label);
            long moved = data.train().stream()
                    .filter(example -> more.contains(example.group()))
                    .filter(of(label))
                    .count();
            double wanted = Math.min(Math.max(Math.floor(all * 0.25 + 0.5), 1), (double) (all - 1));
            off[label] = Math.pow(wanted - (double) (test + moved), 2);
        }
        return off;
    }

    /** Published numbers rest on it: a change of it is a change of every dataset that is cut so. */
    @Test
    void whatIsDrawnStaysWhatItIs(@TempDir Path dir) throws IOException {
        Path csv = dir.resolve("train.csv");
        Files.writeString(
                csv,
                IntStream.range(0, 12)
                        .mapToObj(row -> "number " + row + "," + (row % 3 == 0 ? "three" : "other"))
                        .collect(Collectors.joining("\n", "text,label\n", "\n")));
        assertThat(Loading.texts(Loading.load(Loading.config(csv, "0.25")).test()))
                .containsExactly("number 2", "number 3", "number 5");
    }

    @Test
    void whatCantBeCutIsRefused(@TempDir Path dir) throws IOException {
        refusal(dir, "train.csv", "text,label\nx,a\nx,b\n").contains("train.csv: no share of these texts can be drawn");
        refusal(dir, "train.csv", "text,label\nx,a\ny,b\n").contains("each text is all that its class has");
    }

    private static Predicate<Example> of(int label) {
        return example -> example.label() == label;
    }

    private static long count(List<Example> examples, int label) {
        return examples.stream().filter(of(label)).count();
    }

    private static Set<Object> units(List<Example> examples, boolean grouped) {
        return examples.stream()
                .map(example -> grouped ? example.group() : example.text())
                .collect(Collectors.toSet());
    }
}
