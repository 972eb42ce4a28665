package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.data.CacheFolder;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.bakeoff.io.ErrorLocation;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files of predictions and test examples that are none, or that nothing could hold, are refused. */
class UnfitPredictionsTest extends PredictionFolder {

    /** So many fields make rows that take far more memory than the file has bytes. */
    private static final int FIELDS = 1_000;

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
        // Letters beyond Latin-1 take two bytes each: by one byte each, all fields would fit.
        String field = "," + "\u0436".repeat(12);
        Path wide = repeated(
                "wide.csv.gz",
                header(),
                "e1,1" + field.repeat(FIELDS) + "\n",
                Runtime.getRuntime().maxMemory() / 3 * 23 / 25 / (76 * FIELDS));
        assertThat(fault(gold, wide)).hasMessageContaining("too much memory");
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

    /** Each file takes nearly all that rows may take, and beside the other one half of it. */
    @Test
    @Tag("endurance")
    void filesThatFillTheMemoryForRowsAreReadOneAfterTheOther() throws IOException {
        // A field takes 65 bytes.
        int rows = (int) (Runtime.getRuntime().maxMemory() / 3 * 9 / 10 / (65 * FIELDS));
        Path gold = lines("gold.csv", rows(rows, "id,label", ""));
        Path one = lines("one.csv", rows(rows, header().strip(), ",1".repeat(FIELDS)));
        Path two = Files.copy(one, folder.resolve("two.csv"));

        ComparisonResult result = comparison(gold)
                .model("one", List.of(one))
                .model("two", List.of(two))
                .run();

        assertThat(result.models()).extracting(ModelResult::seeds).containsExactly(1, 1);
    }

    private static String header() {
        return IntStream.range(0, FIELDS)
                .mapToObj(field -> ",x" + field)
                .collect(Collectors.joining("", "id,label", "\n"));
    }

    private static List<String> rows(int count, String header, String rest) {
        return Stream.concat(
                        Stream.of(header),
                        IntStream.range(0, count).mapToObj(row -> id(row) + "," + name(row % 2) + rest))
                .toList();
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
    void whatIsNoTextInUtf8IsRefusedByItsName() throws IOException {
        Path gold = file("gold.csv", "id,label", row -> id(row) + "," + name(row % 2));
        String text = Files.readString(gold);
        Map<String, byte[]> others = Map.of(
                "text in UTF-16",
                text.getBytes(StandardCharsets.UTF_16),
                "text in UTF-32",
                ("\ufeff" + text).getBytes(Charset.forName("UTF-32LE")),
                "a zip file",
                new byte[] {'P', 'K', 3, 4, 20, 0});
        for (Map.Entry<String, byte[]> other : others.entrySet()) {
            Path file = Files.write(folder.resolve("other.csv"), other.getValue());
            assertThat(fault(gold, file)).hasMessageContaining("it is " + other.getKey());
            assertThat(fault(file, gold)).hasMessageContaining("it is " + other.getKey());
        }
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

    /** The rows between would vanish from test examples and predictions alike, since both hold the texts. */
    @Test
    void rowsThatQuotationMarksJoinAreRefused() throws IOException {
        IntFunction<String> text =
                row -> (row == 2 ? "\"Sure" : "Well") + ", text " + row + (row == 5 ? "\"" : "") + "\t" + p(row);
        Path gold =
                file("gold.tsv", "id\tlabel\ttext\tp", row -> id(row) + "\t" + name(row % 2) + "\t" + text.apply(row));
        Path own = file(
                "own.tsv", "id\tpredicted\ttext\tp", row -> id(row) + "\t" + name(row % 2) + "\t" + text.apply(row));

        assertThat(fault(gold, own)).hasMessageContaining("line 4 begins a text that would end 3 rows below");
        Path sound = file("sound.csv", "id,label", row -> id(row) + "," + name(row % 2));
        assertThat(fault(sound, own)).hasMessageContaining("own.tsv: a quotation mark in line 4 begins");
        // Two rows alone.
        Path two = lines(
                "two.tsv", List.of("id\tlabel\ttext", "0\tno\tSo", "1\tno\t\"Sure", "2\tyes\tWell\"", "3\tyes\tNo"));
        assertThat(fault(two, two)).hasMessageContaining("line 3 begins a text that would end 1 row below");
        Path before = lines(
                "before.tsv",
                List.of("text\tid\tlabel", "So\t0\tno", "\"Sure\t1\tno", "Well\"\t2\tyes", "No\t3\tyes", "Or\t4\tno"));
        assertThat(fault(before, before)).hasMessageContaining("line 3 begins a text that would end 1 row below");
        Path within = lines(
                "within.tsv",
                List.of("id\ttext\tlabel", "0\tSo\tno", "1\t\"Sure\tno", "2\tWell\"\tyes", "3\tNo\tyes", "4\tOr\tno"));
        assertThat(fault(within, within)).hasMessageContaining("line 3 begins a text that would end 1 row below");
        // One has a class that no other row has, and an empty line stands between.
        Path rare = lines(
                "rare.tsv",
                List.of(
                        "id\ttext\tlabel",
                        "0\tSo\tno",
                        "1\t\"Sure\tno",
                        "",
                        "2\tIt\tmaybe",
                        "3\tWell\"\tyes",
                        "4\tOr\tyes"));
        assertThat(fault(rare, rare)).hasMessageContaining("line 3 begins a text that would end 2 rows below");
    }

    /** Its lines look like rows, but other texts hold commas, so that quotation marks aren't a part of the texts. */
    @Test
    void textsWhoseLinesLookLikeRowsAreReadWhereOthersAreInQuotes() throws IOException {
        for (String other : List.of("\"Three, four\"", "\"Three\nfour\"")) {
            Path gold = lines(
                    "gold.csv",
                    List.of(
                            "id,label,text",
                            "review-1,no,\"Did you like it?",
                            "Well, no, not really\"",
                            "review-2,yes," + other,
                            "review-3,no,Four",
                            "review-4,yes,Five"));
            assertThat(comparison(gold)
                            .model("own", List.of(gold))
                            .run()
                            .dataset()
                            .test())
                    .isEqualTo(4);
        }
    }

    /** Lines of a text may look like rows, but for an id of its own and a label. */
    @Test
    void textsOfSeveralLinesAreRead() throws IOException {
        Path gold = lines(
                "gold.csv",
                List.of(
                        "id,label,text",
                        "1,0,\"One",
                        "1,0,two\"",
                        "2,1,\"Three",
                        "4,four,five",
                        "6,1\"",
                        "3,0,\"One",
                        "\"",
                        "4,1,Four"));

        assertThat(comparison(gold).model("own", List.of(gold)).run().dataset().test())
                .isEqualTo(4);
        // What stands behind a text is that of its row, in either case.
        Path mail = lines(
                "mail.csv",
                List.of(
                        "id,label,text,source",
                        "a,0,\"Hello, friends",
                        "yes, no, maybe\",mail",
                        "b,1,\"First, then",
                        "12,5,30\",mail",
                        "c,1,\"One, two\",mail",
                        "d,0,Two,mail"));
        assertThat(comparison(mail).model("own", List.of(mail)).run().dataset().test())
                .isEqualTo(4);
    }

    /** A greeting has commas, and a date ends in what may be a number. */
    @Test
    void textsOfSeveralLinesBeforeTheirLabelsAreRead() throws IOException {
        Path gold = lines(
                "gold.csv",
                List.of(
                        "text,id,label",
                        "\"Dear all, dear Ann, hello",
                        "One\",1,0",
                        "\"Sent, on March 3, 2024",
                        "Two\",2,1",
                        "\"Three, in short\",3,0",
                        "Four,4,1",
                        "\"Five\",5,0"));

        assertThat(comparison(gold).model("own", List.of(gold)).run().dataset().test())
                .isEqualTo(5);
    }
}
