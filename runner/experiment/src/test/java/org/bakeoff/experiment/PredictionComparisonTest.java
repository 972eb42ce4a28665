package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.report.run.RunDirectory;
import org.bakeoff.spec.ComparisonConfig;
import org.bakeoff.spec.SpecException;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.Warning;
import org.bakeoff.statistics.Warning.ContradictoryLabels.Cause;
import org.bakeoff.statistics.Warning.DoubtfulPredictions.Doubt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predictions from elsewhere are matched with the test examples by their ids, whatever the form of their files. */
class PredictionComparisonTest {

    /** Of eight examples the model is wrong at the last two. */
    private static final List<Double> PROBABILITIES = List.of(0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.6, 0.4);

    @TempDir
    private Path folder;

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

    /** Each row has a field for each key: 100,000 such rows would fill any memory. */
    @Test
    void objectsThatEachHaveAnotherKeyAreRefused() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < 3_000; row++) {
            lines.append("{\"id\": \"e")
                    .append(row)
                    .append("\", \"label\": \"")
                    .append(row % 2)
                    .append("\", \"key")
                    .append(row)
                    .append("\": 1}\n");
        }
        Path gold = Files.writeString(folder.resolve("keys.jsonl"), lines);

        assertThat(catchThrowableOfType(
                        BakeoffException.class,
                        () -> PredictionComparison.of(gold)
                                .cache(new CacheFolder(folder.resolve("cache")))
                                .model("own", List.of(gold))
                                .run()))
                .returns(ErrorCode.PREDICTIONS_INVALID, BakeoffException::code);
    }

    /** Of a small compressed file no more is held than what the memory can hold beside what is made of it. */
    @Test
    @Tag("endurance")
    void rowsThatDoNotFitInMemoryAreRefused() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        // A row takes 100 bytes or more.
        long rows = Runtime.getRuntime().maxMemory() / 256;
        Path csv = repeated("bomb.csv.gz", "id,label\n", "e1,1\n", rows);
        String object = "{\"id\": \"e1\", \"label\": 1}";
        for (Path bomb : List.of(
                csv,
                repeated("bomb.jsonl.gz", "", object + "\n", rows),
                repeated("bomb.json.gz", "[" + object, "," + object, rows))) {
            BakeoffException fault = fault(gold, bomb);
            assertThat(fault).hasMessageContaining("too much memory");
            assertThat(fault.remedy()).contains("-Xmx");
        }
        assertThat(fault(csv, csv)).hasMessageContaining("too much memory");
        // A field for each key of any row.
        StringBuilder keys = new StringBuilder("{\"id\": \"e1\"");
        for (int key = 0; key < 1_900; key++) {
            keys.append(", \"key").append(key).append("\": 1");
        }
        Path sparse = repeated(
                "sparse.json.gz",
                "[" + keys + "}",
                ",{\"id\": \"e2\"}",
                Runtime.getRuntime().maxMemory() / (3 * 8 * 1_900));
        assertThat(fault(sparse, sparse)).hasMessageContaining("too much memory");
    }

    /** Each file takes nearly all that rows may take, and both are of one model, or of two. */
    @Test
    @Tag("endurance")
    void filesThatFillTheMemoryForRowsAreReadBesideOthers() throws IOException {
        long letters = Runtime.getRuntime().maxMemory() * 9 / 10 / 3 / 2;
        String text = "\u0436".repeat(10_000);
        long rows = letters / text.length();
        StringBuilder gold = new StringBuilder("id,label\n");
        IntStream.range(0, (int) rows).forEach(row -> gold.append(id(row) + "," + name(row % 2) + "\n"));
        List<Path> files = List.of(folder.resolve("one.csv.gz"), folder.resolve("two.csv.gz"));
        for (Path file : files) {
            try (Writer out =
                    new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8)) {
                out.write("id,label,text\n");
                for (int row = 0; row < rows; row++) {
                    out.write(id(row) + "," + name(row % 3 == 0 ? 1 : 0) + "," + text + "\n");
                }
            }
        }

        ComparisonResult result = comparison(Files.writeString(folder.resolve("gold.csv"), gold))
                .model("one", files)
                .model("two", List.of(files.get(0)))
                .run();

        assertThat(result.models()).extracting(ModelResult::seeds).containsExactly(2, 1);
    }

    @Test
    void aRowOfAnyLengthIsRefused() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        for (String start : List.of("id,label\n", "{\"id\": \"", "[{\"id\": \"")) {
            Path bomb = repeated("long.gz", start, "x", 17_000_000);
            assertThat(fault(gold, bomb)).hasMessageContaining("a row of more than 16,000,000 characters");
        }
    }

    @Test
    void textInUtf16IsRefusedByItsName() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        Path wide =
                Files.write(folder.resolve("wide.csv"), Files.readString(gold).getBytes(StandardCharsets.UTF_16));
        assertThat(fault(gold, wide)).hasMessageContaining("UTF-16");
        assertThat(fault(wide, gold)).hasMessageContaining("UTF-16");
    }

    private Path repeated(String name, String start, String text, long times) throws IOException {
        Path path = folder.resolve(name);
        int block = 1_000;
        byte[] many = text.repeat(block).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(start.getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < times; written += block) {
                out.write(many);
            }
        }
        return path;
    }

    private BakeoffException fault(Path gold, Path predictions) {
        return catchThrowableOfType(
                BakeoffException.class,
                () -> PredictionComparison.of(gold)
                        .cache(new CacheFolder(folder.resolve("cache")))
                        .model("own", List.of(predictions))
                        .run());
    }

    @Test
    void moreThanAHundredModelsAreRefused() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        Path predictions = file("own.csv", "id,label,probability", row -> id(row) + "," + row % 2 + "," + p(row));
        PredictionComparison comparison = PredictionComparison.of(gold).cache(new CacheFolder(folder.resolve("cache")));
        for (int model = 0; model < 101; model++) {
            comparison.model("m" + model, List.of(predictions));
        }

        assertThat(catchThrowableOfType(BakeoffException.class, comparison::run))
                .returns(ErrorCode.RUNS_NOT_COMPARABLE, BakeoffException::code);
    }

    @Test
    void aNameThatIsNoNameOfAFolderIsRefused() {
        for (String name : List.of("", "..", "a/b", "x".repeat(101))) {
            assertThat(catchThrowableOfType(
                            IllegalArgumentException.class,
                            () -> PredictionComparison.of(folder).model(name, List.of(folder))))
                    .as(name)
                    .isNotNull();
        }
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
        assertThat(result.conclusion().warnings()).noneMatch(warning -> warning instanceof Warning.ContradictoryLabels);
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

    @Test
    void columnsThatMayBeOfEitherClassAreRefused() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + ",p" + (row % 2 + 1));
        Path one = file("one.csv", "id,p1", row -> id(row) + "," + p(row));
        Path reversed = file("reversed.csv", "id,label", row -> id(row) + ",p" + row % 2);
        Path both = file("both.csv", "id,p0,p1", row -> id(row) + "," + (1 - p(row)) + "," + p(row));
        Path likely = file("likely.csv", "id,label", row -> id(row) + "," + (row % 2 == 0 ? "probability" : "sure"));
        Path single = file("single.csv", "id,probability", row -> id(row) + "," + p(row));

        for (PredictionComparison unclear : List.of(
                comparison(gold).model("own", List.of(one)),
                comparison(reversed).classes(List.of("p1", "p0")).model("own", List.of(both)),
                comparison(likely).model("own", List.of(single)))) {
            assertThat(fault(unclear::run)).returns(ErrorCode.PREDICTIONS_INVALID, BakeoffException::code);
        }
        Path whole = file("whole.csv", "id,p1,p2", row -> id(row) + "," + (1 - p(row)) + "," + p(row));
        assertThat(comparison(gold)
                        .model("own", List.of(whole))
                        .run()
                        .model("own")
                        .measured("errorRate")
                        .value())
                .isEqualTo(0.25);
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
    void labelsThatContradictTheProbabilitiesAreAWarning() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        Path swapped = file(
                "swapped.csv",
                "id,label,probability",
                row -> id(row) + "," + name(predicted(row)) + "," + (1 - p(row)));
        Path threshold = file(
                "threshold.csv",
                "id,label,probability",
                row -> id(row) + "," + name(p(row) > 0.65 ? 1 : 0) + "," + p(row));

        Path score = file(
                "score.csv",
                "id,label,probability",
                row -> id(row) + "," + name(predicted(row)) + "," + Math.max(p(row), 1 - p(row)));
        Path own = file("own.csv", "id,label,probability", row -> id(row) + "," + row % 2 + ",0.9");

        ComparisonResult result = comparison(gold)
                .model("swapped", List.of(swapped))
                .model("threshold", List.of(threshold))
                .model("score", List.of(score))
                .model("own", List.of(own))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(Warning.ContradictoryLabels.class::isInstance)
                .containsExactly(
                        warning("swapped", 8, Cause.OTHER_CLASSES),
                        warning("threshold", 1, Cause.UNKNOWN),
                        warning("score", 4, Cause.PREDICTED_CLASS));
    }

    @Test
    void predictionsThatAreNotWhatTheyShouldBeAreAWarning() throws IOException {
        List<String> gold = new ArrayList<>(List.of("id,label"));
        List<String> truth = new ArrayList<>(List.of("id,label,note"));
        List<String> beside = new ArrayList<>(List.of("id,label,prediction"));
        List<String> other = new ArrayList<>(List.of("id,probability"));
        for (int row = 0; row < 60; row++) {
            String label = name(row % 2);
            String predicted = name(row % 5 == 0 ? 1 - row % 2 : row % 2);
            gold.add(row + "," + label);
            truth.add(row + "," + label + ",");
            beside.add(row + "," + label + "," + predicted);
            other.add(row + "," + (predicted.equals("yes") ? 0.1 : 0.9));
        }

        ComparisonResult result = comparison(lines("gold.csv", gold))
                .model("truth", List.of(lines("truth.csv", truth)))
                .model("beside", List.of(lines("beside.csv", beside)))
                .model("other", List.of(lines("other.csv", other)))
                .run();

        assertThat(result.model("beside").measured("errorRate").value()).isEqualTo(0.2);
        assertThat(result.conclusion().warnings())
                .filteredOn(Warning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("truth", Doubt.TRUE_LABELS), doubtful("other", Doubt.OTHER_CLASS));
    }

    @Test
    void thePredictedClassDecidesTies() throws IOException {
        Path two = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        // Three of four negatives tie, and a nearest-neighbour classifier takes the first class then.
        IntFunction<String> votes = row -> row % 2 == 1 ? "1.0" : row == 0 ? "0.0" : "0.5";
        Path own = file("own.csv", "id,label,probability", row -> id(row) + "," + row % 2 + "," + votes.apply(row));
        ComparisonResult binary = comparison(two)
                .model(
                        "predicted",
                        List.of(file(
                                "knn.csv",
                                "id,predicted,probability",
                                row -> id(row) + "," + name(row % 2) + "," + votes.apply(row))))
                .model(
                        "label",
                        List.of(file(
                                "label.csv",
                                "id,label,p0,p1",
                                row -> id(row) + ",no," + (row == 3 ? "0.6,0.4" : "0.5,0.5"))))
                .model("own", List.of(own))
                .run();
        assertThat(binary.model("predicted").measured("errorRate").value()).isZero();
        assertThat(binary.model("label").measured("errorRate").value()).isEqualTo(0.5);
        // A label that is the true one in every row is no prediction.
        assertThat(binary.model("own").measured("errorRate").value()).isEqualTo(0.375);
        assertThat(binary.conclusion().warnings())
                .filteredOn(Warning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("own", Doubt.TIES));

        Path three = file("three.csv", "id,label", row -> id(row) + "," + row % 3);
        ComparisonResult several = comparison(three)
                .model(
                        "predicted",
                        List.of(file(
                                "rounded.csv",
                                "id,p0,p1,p2,pred",
                                row -> id(row)
                                        + (row % 2 == 0 ? ",0.33,0.33,0.33," : ",0.3333333,0.3333334,0.3333333,")
                                        + row % 3)))
                .run();
        assertThat(several.model("predicted").measured("errorRate").value()).isZero();
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
    void trueLabelsBesideUnknownColumnsAreDoubtedSooner() throws IOException {
        List<String> gold = new ArrayList<>(List.of("id,label"));
        List<String> truth = new ArrayList<>(List.of("id,label,score"));
        for (int row = 0; row < 20; row++) {
            gold.add(row + "," + name(row % 2));
            truth.add(row + "," + name(row % 2) + ",0.5");
        }

        ComparisonResult result = comparison(lines("gold.csv", gold))
                .model("truth", List.of(lines("truth.csv", truth)))
                .model("perfect", List.of(folder.resolve("gold.csv")))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(Warning.DoubtfulPredictions.class::isInstance)
                .containsExactly(doubtful("truth", Doubt.TRUE_LABELS));
    }

    private static Warning doubtful(String model, Doubt doubt) {
        return new Warning.DoubtfulPredictions(model, model + ".csv", List.of("no", "yes"), doubt);
    }

    private Path lines(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    @Test
    void labelsThatLookTheSameAreOneClassOrAWarning() throws IOException {
        Path zeros = file("zeros.csv", "id,label", row -> id(row) + "," + row % 2 + (row < 4 ? ".0" : ""));
        Path blanks = file("blanks.csv", "id,label", row -> id(row) + "," + row % 2 + (row < 4 ? "\u00a0" : "\u200b"));
        Path mixed = file("mixed.csv", "id,label", row -> id(row) + "," + (row < 4 ? "N" : "n") + (row % 2));
        Path index = file("index.csv", "id,label", row -> id(row) + "\u00a0," + row % 2 + "\u00a0");
        Path names = file("names.csv", "id,label", row -> id(row) + ",n" + row % 2);

        for (Path gold : List.of(zeros, blanks)) {
            ComparisonResult result =
                    comparison(gold).model("all", List.of(index)).run();
            assertThat(result.dataset().description().classes()).hasSize(2);
            assertThat(result.model("all").measured("errorRate").value()).isZero();
        }
        assertThat(comparison(mixed)
                        .model("all", List.of(names))
                        .run()
                        .conclusion()
                        .warnings())
                .contains(new Warning.AlikeClasses(List.of(
                        List.of(new Warning.NamedClass("N0", 2), new Warning.NamedClass("n0", 2)),
                        List.of(new Warning.NamedClass("N1", 2), new Warning.NamedClass("n1", 2)))));
    }

    @Test
    void arraysOfJsonAndGzipAreRead() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        StringBuilder array = new StringBuilder("[");
        for (int row = 0; row < 8; row++) {
            array.append(row == 0 ? "" : ",\n")
                    .append("{\"id\": \"" + id(row) + "\", \"label\": \"" + name(predicted(row)) + "\"}");
        }
        Path json = Files.writeString(folder.resolve("array.json"), array + "]");
        Path zipped = folder.resolve("array.json.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            Files.copy(json, out);
        }

        ComparisonResult result =
                comparison(gold).model("all", List.of(json, zipped)).run();

        assertThat(result.model("all").trials())
                .extracting(trial -> trial.metrics().get("errorRate"))
                .containsExactly(0.25, 0.25);
        assertThat(fault(() -> comparison(gold)
                                .model("all", List.of(lines("bad.json", List.of("[1, 2]"))))
                                .run())
                        .getMessage())
                .contains("isn't only of JSON objects");
    }

    private static Warning warning(String model, int rows, Cause cause) {
        return new Warning.ContradictoryLabels(model, model + ".csv", rows, 8, List.of("no", "yes"), cause);
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
        assertThat(result.conclusion().warnings()).noneMatch(Warning.AmbiguousLabels.class::isInstance);
    }

    @Test
    void labelsThatAreRightFarMoreOftenInAnotherReadingAreAWarning() throws IOException {
        Path gold = numbered("gold.csv", row -> row % 3 + 1);
        Path indexes = numbered("indexes.csv", row -> row % 3 == 0 ? 2 : row % 3);
        Path zero = numbered("zero.csv", row -> 0);
        Path names = numbered("names.csv", row -> row % 3 == 2 ? 1 : row % 3 + 1);
        Path unclear = numbered("unclear.csv", row -> row % 3 == 0 ? 1 : row % 3);

        ComparisonResult result = comparison(gold)
                .model("indexes", List.of(indexes))
                .model("names", List.of(names, zero))
                .model("unclear", List.of(unclear))
                .run();

        assertThat(result.conclusion().warnings())
                .filteredOn(Warning.AmbiguousLabels.class::isInstance)
                .containsExactly(
                        new Warning.AmbiguousLabels("indexes", List.of("1", "2", "3"), false, 0, 40, 60),
                        new Warning.AmbiguousLabels("names", List.of("1", "2", "3"), true, 0, 40, 60));
    }

    @Test
    void aFileBesideNamesAndIndexesMustBeClear() throws IOException {
        Path gold = numbered("gold.csv", row -> row % 3 + 1);
        Path names = numbered("names.csv", row -> row % 3 + 1);
        Path indexes = numbered("indexes.csv", row -> row % 3);
        Path both = numbered("both.csv", row -> row % 2 + 1);

        assertThat(fault(() -> comparison(gold)
                                .model("all", List.of(names, indexes, both))
                                .run())
                        .location())
                .isEqualTo(ErrorLocation.of(both));
    }

    @Test
    void oneFileIsOneSeed() throws IOException {
        Path gold = numbered("gold.csv", row -> row % 3 + 1);
        Path one = numbered("one.csv", row -> 1 + row % 2);
        Path copy = Files.copy(one, folder.resolve("copy.csv"));
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), one);

        for (Path again : List.of(one, link, folder.resolve("x/../one.csv"))) {
            assertThat(fault(() -> comparison(gold)
                                    .model("all", List.of(one, again))
                                    .run())
                            .code())
                    .isEqualTo(ErrorCode.PREDICTIONS_INVALID);
        }
        assertThat(comparison(gold)
                        .model("all", List.of(one, copy))
                        .run()
                        .conclusion()
                        .warnings())
                .contains(
                        new Warning.DoubtfulPredictions("all", "copy.csv", List.of("1", "2", "3"), Doubt.EARLIER_FILE));
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

    private Path numbered(String name, IntUnaryOperator label) throws IOException {
        List<String> lines = new ArrayList<>(List.of("id,label"));
        for (int row = 0; row < 60; row++) {
            lines.add(id(row) + "," + label.applyAsInt(row));
        }
        return lines(name, lines);
    }

    @Test
    void filesThatDoNotFitAreFaults() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        for (String content : List.of(
                "",
                "id,label\n",
                "id\ne0\n",
                "label\nno\n",
                "id,label\ne0,no\ne0,no\n",
                "id,label\ne0\n",
                "id,label\n\"e0,no\n")) {
            Path file = Files.writeString(folder.resolve("bad.csv"), content);
            assertThat(fault(() -> comparison(gold).model("bad", List.of(file)).run())
                            .code())
                    .as(content)
                    .isEqualTo(ErrorCode.PREDICTIONS_INVALID);
        }
        for (String value : List.of("1.5", "-0.1", "NaN", "", "0,5", "much")) {
            Path file = file("bad.csv", "id;p0;p1", row -> id(row) + (row == 3 ? ";0.5;" + value : ";0.5;0.5"));
            assertThat(fault(() -> comparison(gold).model("bad", List.of(file)).run())
                            .location())
                    .as(value)
                    .isEqualTo(new ErrorLocation.OfLine(file, 5));
        }
        Path sums = file("bad.csv", "id,p0,p1", row -> id(row) + (row == 2 ? ",0.5,0.6" : ",0.5,0.51"));
        assertThat(fault(() -> comparison(gold).model("bad", List.of(sums)).run())
                        .location())
                .isEqualTo(new ErrorLocation.OfLine(sums, 4));
        Path three = file("bad.csv", "id,p0,p1,p2", row -> id(row) + ",0.5,0.5,0");
        assertThat(fault(() -> comparison(gold).model("bad", List.of(three)).run())
                        .location())
                .isEqualTo(ErrorLocation.of(three));
        Path nowhere = folder.resolve("nowhere.csv");
        assertThat(fault(() -> comparison(gold).model("bad", List.of(nowhere)).run())
                        .location())
                .isEqualTo(ErrorLocation.of(nowhere));
        assertThat(fault(() -> comparison(nowhere).model("bad", List.of(gold)).run())
                        .location())
                .isEqualTo(ErrorLocation.of(nowhere));
    }

    @Test
    void testExamplesThatAreNoneAreFaults() throws IOException {
        for (String content : List.of(
                "id,label\n",
                "id,label\na,no\nb,no\n",
                "id,label\na,no\na,yes\n",
                "id,label\n,no\nb,yes\n",
                "id,label\na,\nb,yes\n",
                "id,label,label\na,no,yes\nb,yes,no\n",
                "{\"id\": \"a\", \"label\": \"no\", \"label\": \"yes\"}\n{\"id\": \"b\", \"label\": \"no\"}\n",
                "id,label\na,no" + " ".repeat(1_000_000) + "no\nb,yes\n",
                "id,label\na,1" + "0".repeat(1_000_000) + "\nb,2\n",
                "id,label\na" + " ".repeat(1_000_000) + "b,no\na" + " ".repeat(1_000_000) + "b,yes\n",
                "id,text\na,b\n")) {
            Path gold = Files.writeString(folder.resolve("gold.csv"), content);
            assertThat(fault(() -> comparison(gold).model("all", List.of(gold)).run())
                            .code())
                    .as(content)
                    .isEqualTo(ErrorCode.PREDICTIONS_INVALID);
        }
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
        Files.delete(report);
        assertThat(Files.readString(RunReport.render(out))).isEqualTo(first);
        assertThat(fault(() -> comparison(gold)
                                .model("all", List.of(gold))
                                .out(out)
                                .run())
                        .code())
                .isEqualTo(ErrorCode.RUN_DIRECTORY_OCCUPIED);
    }

    private PredictionComparison comparison(Path gold) {
        return PredictionComparison.of(gold).cache(new CacheFolder(folder.resolve("cache")));
    }

    private static BakeoffException fault(ThrowingCallable call) {
        return Objects.requireNonNull(catchThrowableOfType(BakeoffException.class, call));
    }

    /** Writes a row for each example; an empty header is left out. */
    private Path file(String name, String header, IntFunction<String> row) throws IOException {
        Stream<String> head = header.isEmpty() ? Stream.of() : Stream.of(header);
        String text = Stream.concat(
                        head, IntStream.range(0, PROBABILITIES.size()).mapToObj(row))
                .collect(Collectors.joining("\n", "", "\n"));
        return Files.writeString(folder.resolve(name), text);
    }

    private static String id(int row) {
        return "e" + row;
    }

    private static String name(int label) {
        return label == 1 ? "yes" : "no";
    }

    private static double p(int row) {
        return PROBABILITIES.get(row);
    }

    private static int predicted(int row) {
        return p(row) >= 0.5 ? 1 : 0;
    }
}
