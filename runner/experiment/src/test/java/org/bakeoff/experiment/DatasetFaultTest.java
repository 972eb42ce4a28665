package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.api.Finding.Cases;
import org.bakeoff.io.BakeoffException;
import org.bakeoff.io.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a dataset plugin that breaks its contract, and that data reaches evaluators as it was. */
class DatasetFaultTest {

    private static final String MODEL = "\"models\": {\"m\": {\"plugin\": \"mean\"}}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a;0;g;1;x                     |                              | gives no test examples",
                "                              | b;0;g;1;y                    | gives no training examples",
                "a;0;g;1 10;x                  | b;0;g;1;y                    | gives the training example 'a' the token id 10, but ids go from 1 to 9",
                "a;0;g;1;x                     | b;0;g;3 0;y                  | gives the test example 'b' the token id 0, but ids go from 1 to 9",
                "a;0;g;1 -1;x                  | b;0;g;1;y                    | gives the training example 'a' the token id -1, but ids go from 1 to 9",
                "a;0;g;1;x, b;1;g;2;y, a;0;g;3;z | b;0;g;1;y                  | gives the training example 'a' twice",
                "a;0;g;1;x, b;1;g;2;y          | c;0;g;1;z, b;0;g;1;y         | gives the example 'b' both for training and for the test",
                "a;2;g;1;x                     | b;0;g;1;y                    | gives the training example 'a' the label 2, but there are 2 classes",
                "a;-1;g;1;x                    | b;0;g;1;y                    | gives the training example 'a' the label -1, but there are 2 classes",
                "a;0;g;1 2 3 4 5;x             | b;0;g;1;y                    | gives the training example 'a' 5 token ids, but its length is 4",
            })
    void aBrokenContractIsTheFaultOfThePlugin(String train, String test, String fault) {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run(lines(train), lines(test)))
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code)
                .withMessageContaining("'listed' " + fault);
        assertThat(folder.resolve("run")).doesNotExist();
        assertThat(folder.resolve("cache/encoded")).isEmptyDirectory();
    }

    @Test
    void anExceptionIsTheFaultOfThePlugin() {
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run(List.of("a;0;g;one;x"), List.of("b;0;g;1;y")))
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code)
                .withCauseInstanceOf(NumberFormatException.class);
        assertThatExceptionOfType(BakeoffException.class)
                .isThrownBy(() -> run(List.of("a\u0007;0;g;1;x"), List.of("b;0;g;1;y")))
                .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code);
    }

    /** predictions.csv holds ids as they are, and people open it in spreadsheets. */
    @Test
    void anIdThatASpreadsheetWouldComputeIsRefused() throws IOException {
        for (String id : List.of(
                "=1+1",
                "=cmd|' /C calc'!A0",
                "+HYPERLINK(\"x\")",
                "-1+cmd|' /C calc'!A0",
                "@SUM(1)",
                "\uFF1Dx",
                "\uFF0Bf(1)")) {
            assertThatExceptionOfType(BakeoffException.class)
                    .as(id)
                    .isThrownBy(() -> run(List.of("a;0;g;1;x"), List.of(id + ";0;g;1;y")))
                    .returns(ErrorCode.PLUGIN_FAILED, BakeoffException::code);
        }
        List<String> names = List.of("-17;0;g;1;x", "+3.5;1;g;1;x", "@somebody;0;g;1;x", "a=b(c);1;g;1;x", "-;0;g;1;x");
        assertThat(run(List.of("a;0;g;1;x", "b;1;g;1;x"), names).predictions("m-1"))
                .containsOnlyKeys("-17", "+3.5", "@somebody", "a=b(c)", "-");
    }

    @Test
    void idsAndTextsReachPredictionsAndEvaluatorsAsTheyWere() throws IOException {
        List<String> test = List.of("x,\"1\";0;g;1;née \"\uD83D\uDE00\"\u0000\n</script>", "y;1;h;2;");
        TestRun run = run(List.of("a;0;g;1;x", "b;1;h;2;y"), test);

        Cases.Group texts =
                ((Cases) run.result().evaluation().findings().get(0)).groups().get(0);
        assertThat(texts.cases().get(0).text()).isEqualTo("née \"\uD83D\uDE00\"\u0000\n</script>");
        assertThat(texts.cases().get(1).text()).isEmpty();
        assertThat(texts.cases())
                .extracting(one -> String.join(" ", one.tokens()))
                .containsExactly("w1", "w2");
        assertThat(run.comparison()
                        .path("findings")
                        .get(0)
                        .path("groups")
                        .get(0)
                        .path("cases")
                        .get(0)
                        .path("text")
                        .asString())
                .isEqualTo("née \"\uD83D\uDE00\"\u0000\n</script>");
        assertThat(Files.readAllLines(run.file("m-1", "predictions.csv")).get(1))
                .startsWith("\"x,\"\"1\"\"\",0,0.");
        assertThat(Files.readString(run.folder().resolve("report.html"))
                        .replaceAll("(?s)<(script|style)\\b[^>]*>.*?</\\1>", ""))
                .doesNotContain("</script>");
    }

    private static List<String> lines(String text) {
        return text == null ? List.of() : List.of(text.split(", ", -1));
    }

    private TestRun run(List<String> train, List<String> test) throws IOException {
        return TestRun.of(folder.resolve("run"), """
                {"dataset": {"plugin": "listed", "config": {"train": %s, "test": %s, "length": 4}}, %s,
                 "training": {"epochs": 1, "validation": 0}, "evaluators": [{"plugin": "first-examples", "config": {"count": 9}}]}
                """.formatted(Lines.json(train), Lines.json(test), MODEL));
    }
}
