package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.ComparisonConfig;
import org.bakeoff.spec.SpecException;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.DataWarning;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.NamedGroup;
import org.bakeoff.statistics.PredictionWarning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions from elsewhere are matched with the test examples by their ids, whatever the form of their files. */
class PredictionComparisonTest extends PredictionFolder {

    /** BigDecimal has it, but not without its zeros. */
    @Test
    void aNumberOfTheLargestExponentIsAName() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + (row % 2 == 0 ? "100e2147483647" : "b"));
        Path own = file("own.csv", "id,probability", row -> id(row) + "," + p(row));

        assertThat(PredictionComparison.of(gold)
                        .cache(new CacheFolder(folder.resolve("cache")))
                        .model("own", List.of(own))
                        .run()
                        .dataset()
                        .description()
                        .classes())
                .containsExactly("100e2147483647", "b");
    }

    @Test
    void everyFormOfPredictionsGivesTheSame() throws IOException {
        Path gold =
                file("gold.csv", "id,label,text,group", row -> id(row) + "," + name(row % 2) + ",\"one, two\",g" + row);
        List<Path> forms = List.of(
                file("own.csv", "id,label,probability", row -> id(row) + "," + row % 2 + "," + p(row)),
                file(
                        "both.csv",
                        "id,label,p0,p1",
                        row -> id(row) + "," + predicted(row) + "," + (1 - p(row)) + "," + p(row)),
                file("second.csv", "id,p1", row -> id(row) + "," + p(row)),
                file("first.csv", "id,no", row -> id(row) + "," + (1 - p(row))),
                file("names.tsv", "yes\tno\tID", row -> p(row) + "\t" + (1 - p(row)) + "\t" + id(row)),
                file("label.csv", "label;id", row -> name(predicted(row)) + ";" + id(row)),
                file("note.csv", "label;id;note, if any", row -> name(predicted(row)) + ";" + id(row) + ";"),
                file(
                        "question.csv",
                        "label;id;\"a, b, c or \"\"d, e\"\"?\"",
                        row -> name(predicted(row)) + ";" + id(row) + ";"),
                file("index.csv", "id,label", row -> id(row) + "," + predicted(row)),
                file("float.csv", "id,label", row -> id(row) + "," + predicted(row) + ".0"),
                file(
                        "lines.jsonl",
                        "",
                        row -> "{\"id\": \"" + id(row) + "\", \"label\": \"" + name(predicted(row)) + "\"}"));

        ComparisonResult result = comparison(gold).model("all", forms).run();

        assertThat(result.model("all").trials())
                .extracting(trial -> trial.metrics().get("errorRate"))
                .hasSize(forms.size())
                .containsOnly(0.25);
        assertThat(result.model("all").trials())
                .extracting(ModelResult.Trial::seed)
                .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L);
        assertThat(result.conclusion().warnings())
                .noneMatch(warning -> warning instanceof PredictionWarning.ContradictoryLabels);
        assertThat(result.dataset().description().classes()).containsExactly("no", "yes");
        // All texts are the same, so they are one cluster.
        assertThat(result.dataset().clusters()).isEqualTo(1);
    }

    @Test
    void groupsAreClustersAndOneFileIsOneSeed() throws IOException {
        Path gold = file("gold.csv", "id,label,group", row -> id(row) + "," + row % 2 + ",g" + row / 2);

        ComparisonResult result = comparison(gold)
                .model("one", List.of(file("one.csv", "id,p1", row -> id(row) + "," + p(row))))
                .baseline("two", List.of(file("two.csv", "id,label", row -> id(row) + "," + row % 2)))
                .run();

        assertThat(result.dataset().clusters()).isEqualTo(4);
        assertThat(result.model("two").baseline()).isTrue();
        assertThat(result.comparison("one", "two").caveats()).contains(Caveat.SINGLE_SEED);
    }

    @Test
    void aGroupCalledLikeNoneIsNamed() throws IOException {
        Path gold =
                file("gold.csv", "id,label,group", row -> id(row) + "," + row % 2 + "," + (row % 3 == 0 ? "nan" : "g"));

        ComparisonResult result = comparison(gold)
                .model("one", List.of(file("one.csv", "id,p1", row -> id(row) + "," + p(row))))
                .run();

        assertThat(result.conclusion().warnings())
                .contains(new DataWarning.EmptyLikeGroups(List.of(new NamedGroup("nan", 3))));
    }

    /** As from a writer that puts those texts into quotes that hold a comma, and leaves the others as they are. */
    @Test
    void rowsThatQuotationMarksHaveJoinedAreNamed() throws IOException {
        Path gold = lines(
                "gold.csv",
                List.of("id,label,text", "a,0,one", "b,1,\"two", "c,0,three", "d,1,four\"", "e,0,\"five, six\""));
        Path one = lines("one.csv", List.of("id,prediction", "a,0", "b,1", "e,0"));

        ComparisonResult result = comparison(gold).model("one", List.of(one)).run();

        assertThat(result.conclusion().warnings()).contains(new DataWarning.RowLikeTexts(1, "b"));
    }

    /** As from the same writer where a quotation that begins in one row ends in the next one. */
    @Test
    void pairsOfRowsThatQuotationMarksHaveJoinedAreNamed() throws IOException {
        Path gold = lines(
                "gold.csv",
                List.of(
                        "text,label,id",
                        "\"one,0,a",
                        "two\",1,b",
                        "\"three,1,c",
                        "four\",0,d",
                        "\"five, six\",0,e",
                        "\"seven, eight\",1,f"));
        Path one = lines("one.csv", List.of("id,prediction", "b,1", "d,0", "e,0", "f,1"));

        ComparisonResult result = comparison(gold).model("one", List.of(one)).run();

        assertThat(result.conclusion().warnings()).contains(new DataWarning.RowLikeTexts(2, "b"));
    }

    @Test
    void aGroupThatIsANumberIsTheSameHoweverItIsWritten() throws IOException {
        Path mixed = file(
                "gold.csv",
                "id,label,group",
                row -> id(row) + "," + row % 2 + "," + row / 2 + (row % 2 == 0 ? "" : ".0"));
        Path own = file("one.csv", "id,p1", row -> id(row) + "," + p(row));

        ComparisonResult result = comparison(mixed).model("one", List.of(own)).run();

        assertThat(result.dataset().clusters()).isEqualTo(4);
    }

    @Test
    void severalClassesAndTheirOrder() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + (row % 3 + 9));
        Path names = file("names.csv", "id,10,11,9", row -> id(row) + (row % 3 == 0 ? ",0,0,1" : ",0.5,0.3,0.2"));
        Path numbers = file("numbers.csv", "id,p0,p1,p2", row -> id(row) + (row % 3 == 0 ? ",1,0,0" : ",0.2,0.5,0.3"));

        ComparisonResult result =
                comparison(gold).model("all", List.of(names, numbers)).run();

        assertThat(result.dataset().description().classes()).containsExactly("9", "10", "11");
        assertThat(result.model("all").trials())
                .extracting(trial -> trial.metrics().get("errorRate"))
                .containsExactly(0.25, 0.25);
    }

    /** The priorities of tickets are often called so. */
    @Test
    void classesMayBeNamedLikeTheNumbersOfColumns() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + ",P" + (row % 3 + 1));
        Path names = file("names.csv", "id,p3,P1,P2", row -> id(row) + (row % 3 == 0 ? ",0,1,0" : ",0.2,0.3,0.5"));
        Path numbers = file("numbers.csv", "id,p0,p1,p2", row -> id(row) + (row % 3 == 0 ? ",1,0,0" : ",0.3,0.5,0.2"));

        assertThat(comparison(gold)
                        .model("all", List.of(names, numbers))
                        .run()
                        .model("all")
                        .trials())
                .extracting(trial -> trial.metrics().get("errorRate"))
                .containsExactly(0.25, 0.25);
    }

    /** Of some blank texts a model says the same; a column without texts says nothing. */
    @Test
    void aColumnOfBlankTextsMakesNoCluster() throws IOException {
        Path none = file("none.csv", "id,label,text", row -> id(row) + "," + row % 2 + ", ");
        Path some = file("some.csv", "id,label,text", row -> id(row) + "," + row % 2 + "," + (row < 3 ? "" : id(row)));
        Path own = file("own.csv", "id,probability", row -> id(row) + "," + p(row));

        assertThat(List.of(none, some))
                .extracting(gold -> comparison(gold)
                        .model("own", List.of(own))
                        .run()
                        .dataset()
                        .clusters())
                .containsExactly(8, 6);
    }

    @Test
    void classesMayBeNamed() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + row % 2);
        Path predictions = file("names.csv", "id,label", row -> id(row) + "," + (row % 2 == 0 ? "yes" : "no"));

        ComparisonResult result = comparison(gold)
                .classes(List.of("yes", " no", "perhaps"))
                .model("all", List.of(predictions))
                .run();

        assertThat(result.model("all").measured("errorRate").value()).isZero();
        assertThat(fault(() -> comparison(gold)
                                .model("all", List.of(predictions))
                                .run())
                        .location())
                .isEqualTo(new ErrorLocation.OfLine(predictions, 2));
        assertThat(fault(() -> comparison(gold)
                                .classes(List.of("yes", "no", "no"))
                                .model("all", List.of(predictions))
                                .run())
                        .location())
                .isEqualTo(ErrorLocation.of(gold));
    }

    @Test
    void manyRoundedProbabilitiesSumToOneRoughly() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + row);
        List<String> names = IntStream.range(0, 300).mapToObj(String::valueOf).toList();
        String row = "," + String.join(",", Collections.nCopies(299, "0.003"));

        // They sum to 1.017.
        Path rounded = file("p.csv", "id," + String.join(",", names), one -> id(one) + row + ",0.12");

        assertThat(comparison(gold)
                        .classes(names)
                        .model("all", List.of(rounded))
                        .run()
                        .model("all")
                        .measured("errorRate")
                        .value())
                .isEqualTo(1);
    }

    @Test
    void blanksAroundIdsAndGroupsSeparateNothing() throws IOException {
        Path gold = file(
                "gold.csv",
                "id,label,group",
                row -> id(row) + (row == 2 ? "  " : "") + "," + row % 2 + ",g" + row / 4 + " ".repeat(row % 2));

        ComparisonResult result = comparison(gold)
                .model("one", List.of(file("one.csv", "id,p1", row -> id(row) + "," + p(row))))
                .run();

        assertThat(result.dataset().clusters()).isEqualTo(2);
    }

    @Test
    void columnsOfProbabilitiesMayDifferInCaseAndBlanks() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        List<Path> forms = List.of(
                file(
                        "names.csv",
                        "id,label,No, yes",
                        row -> id(row) + "," + row % 2 + "," + (1 - p(row)) + "," + p(row)),
                file(
                        "index.csv",
                        "ID,Label,P0,P1",
                        row -> id(row) + "," + row % 2 + "," + (1 - p(row)) + "," + p(row)));

        assertThat(comparison(gold).model("all", forms).run().model("all").trials())
                .extracting(trial -> trial.metrics().get("errorRate"))
                .containsExactly(0.25, 0.25);

        // Both a class and the column of another one differ from "A" in case alone.
        Path cases = file("cases.csv", "id,label", row -> id(row) + "," + (row % 2 == 0 ? "A" : "a"));
        Path exact = file("exact.csv", "id,a,A", row -> id(row) + "," + p(row) + "," + (1 - p(row)));
        assertThat(comparison(cases)
                        .model("all", List.of(exact))
                        .run()
                        .model("all")
                        .measured("errorRate")
                        .value())
                .isEqualTo(0.25);
    }

    @Test
    void numbersAreTheSameClassInAnyForm() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + (row % 2 + 1));
        Path floats = file("floats.csv", "id,label", row -> id(row) + "," + (row % 2 + 1) + ".0");
        Path indexes = file("indexes.csv", "id,label", row -> id(row) + "," + row % 2);
        Path beside = file("beside.csv", "id,label,predicted", row -> id(row) + "," + row % 2 + ",0");

        ComparisonResult result = comparison(gold)
                .model("all", List.of(floats, indexes))
                .model("beside", List.of(beside))
                .run();

        assertThat(result.model("all").measured("errorRate").value()).isZero();
        assertThat(result.model("beside").measured("errorRate").value()).isEqualTo(0.5);
    }

    @Test
    void aSeedThatLacksAClassIsReadLikeItsSiblings() throws IOException {
        Path gold = numbered("gold.csv", row -> row % 3 + 1);
        Path all = numbered("all.csv", row -> row % 7 == 0 ? 1 : row % 3);
        Path some = numbered("some.csv", row -> row % 7 == 0 || row % 3 == 0 ? 1 : row % 3);

        ComparisonResult result =
                comparison(gold).model("all", List.of(some, all)).run();

        assertThat(result.model("all").trials().get(1).metrics().get("errorRate"))
                .isEqualTo(6 / 60.0);
        assertThat(result.model("all").trials().get(0).metrics().get("errorRate"))
                .isEqualTo(23 / 60.0);
        assertThat(result.conclusion().warnings()).noneMatch(PredictionWarning.AmbiguousLabels.class::isInstance);
    }

    @Test
    void aClassMayHaveTheNameOfAColumn() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + (row % 2 == 0 ? "id" : "label"));
        Path labels = file("labels.csv", "id,label", row -> id(row) + "," + (predicted(row) == 0 ? "id" : "label"));
        Path numbers = file("numbers.csv", "id,p0,p1", row -> id(row) + "," + (1 - p(row)) + "," + p(row));

        assertThat(comparison(gold)
                        .model("all", List.of(labels, numbers))
                        .run()
                        .model("all")
                        .measured("errorRate")
                        .value())
                .isEqualTo(0.25);
    }

    @Test
    void rulesAreThoseOfASpec() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));

        assertThat(catchThrowableOfType(
                                SpecException.class,
                                () -> comparison(gold)
                                        .model("all", List.of(gold))
                                        .rules(new ComparisonConfig("accuracy", null, null))
                                        .run())
                        .faults())
                .extracting(fault -> fault.pointer())
                .containsExactly("/comparison/primaryMetric");
        assertThat(comparison(gold)
                        .model("all", List.of(gold))
                        .rules(new ComparisonConfig("errorRate", 0.5, "no"))
                        .run()
                        .dataset()
                        .positive())
                .contains("no");
    }

    @Test
    void theFolderHoldsAReportThatCanBeRenderedAgain() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        Path out = folder.resolve("out");

        ComparisonResult result = comparison(gold)
                .model("all", List.of(gold))
                .baseline("none", List.of(file("no.csv", "id,label", row -> id(row) + ",no")))
                .out(out)
                .run();

        assertThat(new RunDirectory(out).result()).isEqualTo(result);
        Path report = out.resolve("report.html");
        String first = Files.readString(report);
        assertThat(first).as("of one seed").contains("id=\"chart-seeds").doesNotContain("id=\"chart-uncertainty");
        Files.delete(report);
        assertThat(Files.readString(RunReport.render(out))).isEqualTo(first);
        assertThat(fault(() -> comparison(gold)
                                .model("all", List.of(gold))
                                .out(out)
                                .run())
                        .code())
                .isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, 0, Double.NaN, Double.POSITIVE_INFINITY})
    void aMarginThatNothingIsWithinIsAMistakeOfTheCaller(double margin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ComparisonConfig("accuracy", margin, null))
                .withMessageContaining("a margin can't be " + margin);
    }
}
