package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.api.DatasetInfo;
import org.bakeoff.api.Example;
import org.bakeoff.data.ExampleTable;
import org.bakeoff.data.TestData;
import org.bakeoff.statistics.ComparisonInput.DataCount;
import org.bakeoff.statistics.DataCheck.Examples;
import org.bakeoff.statistics.DataCheck.Kind;
import org.bakeoff.statistics.DataCheck.Subject;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.NamedClass;
import org.bakeoff.statistics.NamedGroup;
import org.junit.jupiter.api.Test;

class DataCountsTest {

    private final List<Example> train = new ArrayList<>();
    private final List<Example> test = new ArrayList<>();

    @Test
    void ofFewClassesEachIsCounted() {
        add(train, 0, 1);
        add(train, 1, 2);
        add(train, 1, 2);
        add(test, 1, 1);
        List<DataCount> counts = counts(List.of("no", "yes"));

        assertThat(counts).hasSize(10);
        assertThat(count(counts, Kind.CLASS_SIZE, Examples.TRAINING, "yes")).isEqualTo("2 of 3");
        assertThat(count(counts, Kind.CLASS_SIZE, Examples.TRAINING, "no")).isEqualTo("1 of 3");
        assertThat(count(counts, Kind.CLASS_SIZE, Examples.TEST, "yes")).isEqualTo("1 of 1");
        assertThat(count(counts, Kind.TRUNCATED, Examples.TRAINING, null)).isEqualTo("2 of 3");
        assertThat(count(counts, Kind.TRUNCATED, Examples.TEST, null)).isEqualTo("0 of 1");
    }

    @Test
    void wordsThatAreNoNumberAreAnotherAttribute() {
        DatasetInfo info = new DatasetInfo(List.of("no", "yes"), List.of("", "word"), 10);
        for (String words : List.of("many", "-1", "99999999999", "")) {
            Example example = new Example("e", new int[] {1}, 0, "", "e", Map.of("words", words));
            assertThat(new DataSummarizer(info).suggested(ExampleTable.of(List.of(example))))
                    .as(words)
                    .isEmpty();
        }
    }

    @Test
    void ofManyClassesTheSmallestAndTheLargestAreCounted() {
        for (int label = 0; label < 12; label++) {
            for (int index = 0; index <= label; index++) {
                add(train, label, 1);
                add(test, 11 - label, 1);
            }
        }
        List<String> classes =
                IntStream.range(0, 12).mapToObj(label -> "class " + label).toList();
        List<DataCount> counts = counts(classes);

        assertThat(count(counts, Kind.SMALLEST_CLASS, Examples.TRAINING, "class 0"))
                .isEqualTo("1 of 78");
        assertThat(count(counts, Kind.SMALLEST_CLASS, Examples.TEST, "class 11"))
                .isEqualTo("1 of 78");
        assertThat(count(counts, Kind.LARGEST_CLASS, Examples.TRAINING, "class 11"))
                .isEqualTo("12 of 78");
        assertThat(count(counts, Kind.LARGEST_CLASS, Examples.TEST, "class 0")).isEqualTo("12 of 78");
    }

    @Test
    void classesThatMayBeAMistakeGiveWarnings() {
        for (int index = 0; index < 12; index++) {
            add(train, index % 2, 1);
            add(test, index % 3, 1);
        }
        assertThat(of(List.of("yes", "Yes", "nan")).warnings())
                .containsExactly(
                        new DataWarning.AlikeClasses(
                                List.of(List.of(new NamedClass("yes", 10), new NamedClass("Yes", 10)))),
                        new DataWarning.EmptyLikeClasses(List.of(new NamedClass("nan", 4))),
                        new DataWarning.RareClasses(List.of(new NamedClass("nan", 4)), 24));
        assertThat(of(List.of("no", "yes", "so-so")).warnings()).hasSize(1);
    }

    /** As where Python made texts of groups that are missing. A single example is no group, whatever its id. */
    @Test
    void groupsCalledLikeNoneGiveAWarning() {
        for (String group : List.of("nan", "None", "nan", "Nancy", "Nancy", "NA")) {
            train.add(new Example("x" + train.size(), new int[1], train.size() % 2, "text", group, Map.of()));
        }
        for (String group : List.of("nan", "None ", "None")) {
            test.add(new Example("t" + test.size(), new int[1], test.size() % 2, "other", group, Map.of()));
        }
        assertThat(of(List.of("no", "yes")).warnings())
                .contains(
                        new DataWarning.EmptyLikeGroups(List.of(new NamedGroup("None", 2), new NamedGroup("nan", 3))));
    }

    /** As where quotation marks are a part of the texts, and one begins a text and ends another one. */
    @Test
    void textsWhoseLinesLookLikeRowsGiveAWarning() {
        for (String text : List.of(
                "Hello\tpos\nthere, they\tneg\nsaid",
                "Hello\r\n neg\tsaid",
                "Hello,pos\nr2,they,neg\nr3,said",
                "Hello\tpos\tMay\nr2\tthey\tneg\tJune\nr3\tsaid",
                "Hello\nr2,neg,they say\nr3,Pos,and go\nr4,neg,so",
                "Hello;neg\nthey;pos\nand a bad row\nsaid;neg\nso")) {
            assertThat(ofText(text).warnings()).as(text).contains(new DataWarning.RowLikeTexts(1, "joined"));
        }
    }

    @Test
    void textsOfSeveralLinesThatAreNoRowsGiveNone() {
        for (String text : List.of(
                "Was it good?\nWell, neg, or pos",
                "pos\nneg\npos",
                "Pros, cons\nit is, well, pos\nand pos, it was",
                "name\tvalue\nred\t1\nblue\t2",
                "id,label,text\n1,spam,a\n2,ham,b",
                "One line,neg,pos",
                "{\n  \"label\": \"pos\",\n  \"text\": \"neg, pos\"\n}",
                "Dear all,\n\npos, please\n\nBest,\nneg",
                // As a long sequence of numbers in two lines.
                ("pos," + "neg,".repeat(20_000) + "pos\n").repeat(4))) {
            assertThat(ofText(text).warnings()).as(text).noneMatch(DataWarning.RowLikeTexts.class::isInstance);
        }
    }

    /** A pair of lines of which one has the name of a class may be a list; where most texts of several lines are such, it is none. */
    @Test
    void textsThatLookLikePairsOfRowsGiveAWarningIfMostDo() {
        for (String text :
                List.of("one,pos\ntwo", "one\npos,two", "one,pos\n17,two", "one\n2024,pos,two", "one;pos\ntwo")) {
            assertThat(ofTexts(text, text, "first\nsecond").warnings())
                    .as(text)
                    .contains(new DataWarning.RowLikeTexts(2, "0"));
            assertThat(ofTexts(text, text, "1\n2", "3\n4", "5\n6").warnings())
                    .as(text)
                    .noneMatch(DataWarning.RowLikeTexts.class::isInstance);
        }
    }

    @Test
    void pairsOfLinesThatNameTheOwnClassOrNoneGiveNoWarning() {
        for (String text : List.of("12 Street\nTown, neg", "neg, he said\nand left", "title,neg\nbody")) {
            assertThat(ofTexts(text, text).warnings()).as(text).noneMatch(DataWarning.RowLikeTexts.class::isInstance);
        }
    }

    /** All are of the first class. */
    private DataCounts ofTexts(String... texts) {
        train.clear();
        test.clear();
        for (String text : texts) {
            String id = String.valueOf(train.size());
            train.add(new Example(id, new int[1], 0, text, id, Map.of()));
        }
        test.add(new Example("plain", new int[1], 1, "some text", "plain", Map.of()));
        return of(List.of("neg", "pos"));
    }

    private DataCounts ofText(String text) {
        train.clear();
        test.clear();
        train.add(new Example("plain", new int[1], 0, "some text", "plain", Map.of()));
        test.add(new Example("joined", new int[1], 1, text, "joined", Map.of()));
        return of(List.of("neg", "pos"));
    }

    @Test
    void unknownWordsAndTruncatedExamplesGiveWarningsFromAFifthOn() {
        DatasetInfo info =
                new DatasetInfo(List.of("no", "yes"), List.of("", "<start>", DatasetInfo.UNKNOWN, "word"), 5);
        for (int index = 0; index < 40; index++) {
            add(train, index % 2, index < 8 ? 5 : 4);
            test.add(new Example(
                    "t" + index, new int[] {1, 3, index < 16 ? 2 : 3}, index % 2, "t" + index, "t", Map.of()));
        }
        assertThat(new DataCounts(ExampleTable.of(train), new TestData(info, test)).warnings())
                .containsExactly(new DataWarning.TruncatedExamples(8, 40, 5), new DataWarning.UnknownWords(16, 80));
        train.set(0, train.get(20));
        test.set(0, test.get(20));
        assertThat(new DataCounts(ExampleTable.of(train), new TestData(info, test)).warnings())
                .isEmpty();
    }

    private List<DataCount> counts(List<String> classes) {
        return of(classes).all();
    }

    private DataCounts of(List<String> classes) {
        return new DataCounts(
                ExampleTable.of(train), new TestData(new DatasetInfo(classes, List.of("", "word"), 2), test));
    }

    private static void add(List<Example> set, int label, int tokens) {
        String id = "x" + set.size();
        set.add(new Example(id, new int[tokens], label, "text " + id, id, Map.of()));
    }

    private static String count(
            List<DataCount> counts, Kind kind, Examples set, @org.jspecify.annotations.Nullable String className) {
        Subject subject = new Subject(kind, set, Optional.ofNullable(className));
        return counts.stream()
                .filter(count -> count.what().equals(subject))
                .map(count -> count.count() + " of " + count.total())
                .findFirst()
                .orElseThrow();
    }
}
