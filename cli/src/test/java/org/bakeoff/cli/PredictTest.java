package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bakeoff.io.Json;
import org.bakeoff.web.PageServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code bakeoff predict} as its user meets it. */
class PredictTest {

    private static final String TEXT = "We saw Silent Harbor on Monday. The plot was not dull but the acting bored.";

    @TempDir
    static Path folder;

    @BeforeAll
    static void aRun() throws Exception {
        Files.writeString(folder.resolve("tiny.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 80, "test": 40, "length": 30}},
                 "models": {"rnn": {"plugin": "simplernn", "config": {"embedding": 4, "hiddenUnits": [4]}},
                            "words": {"plugin": "bagofwords"}},
                 "training": {"epochs": 2, "seeds": [3, 1], "threads": 1}, "evaluators": [{"plugin": "accuracy"}]}
                """);
        Ran ran = bakeoff("run", "./tiny.json", "--workers", "0", "--out", "./r");
        assertThat(ran.code()).as(ran.err()).isZero();
    }

    @Test
    void everyModelHasALabelAndAProbability() throws Exception {
        Ran ran = bakeoff("predict", "./r", TEXT, "wonderful \u001b[31mred\u0007");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .matches(
                        "\\Q" + TEXT + "\\E \\(14 of 15 words known\\)\n"
                                + "  rnn-3    (negative|positive)  [01]\\.\\d{4}\n  words-3  (negative|positive)  [01]\\.\\d{4}\n"
                                + "wonderful \\?\\[31mred\\? \\(0 of 3 words known: .*\\)\n"
                                + "  rnn-3    (negative|positive)  [01]\\.\\d{4}\n  words-3  (negative|positive)  [01]\\.\\d{4}\n");

        Ran other = bakeoff("predict", "./r", "--model", "words", "--seed", "1", TEXT);
        assertThat(other.out())
                .startsWith(TEXT + " (14 of 15 words known)\n  words-1  ")
                .doesNotContain("rnn");
    }

    @Test
    void theLocalPageGivesTheSameAnswers() throws Exception {
        String[] said =
                bakeoff("predict", "./r", "--seed", "1", TEXT).out().strip().split("\\s+", -1);
        try (PageServer server = PageServer.start(folder, 0, List.of(), Optional.empty())) {
            URI page = server.address();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(page.resolve("ask?at=r"))
                                    .header("Origin", "http://" + page.getAuthority())
                                    .POST(HttpRequest.BodyPublishers.ofString(
                                            "text=" + URLEncoder.encode(TEXT, StandardCharsets.UTF_8)))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("1: " + said[said.length - 2] + " " + said[said.length - 1], "14 of 15 tokens known")
                    .contains("class=\"word unknown\"");
        }
    }

    @Test
    void modelsThatReadOtherTokensSayHowManyOfThemTheyKnow() throws Exception {
        Files.writeString(folder.resolve("characters.json"), """
                {"dataset": {"plugin": "synthetic", "config": {"train": 80, "test": 40, "length": 30}},
                 "models": {"words": {"plugin": "bagofwords"},
                            "characters": {"plugin": "textcnn", "config": {"embedding": 4, "filters": 4, "encoding":
                                {"tokenizer": "characters", "vocabulary": 60, "length": 12}}}},
                 "training": {"epochs": 1, "threads": 1}, "evaluators": [{"plugin": "accuracy"}]}
                """);
        Ran ran = bakeoff("run", "./characters.json", "--workers", "0", "--out", "./c");
        assertThat(ran.code()).as(ran.err()).isZero();

        assertThat(bakeoff("predict", "./c", "The plot was dull $").out()).matches("""
                        The plot was dull \\$\\s
                          words-1 +(negative|positive)  [01]\\.\\d{4}  \\(4 of 4 tokens known\\)
                          characters-1 +(negative|positive)  [01]\\.\\d{4}  \\(11 of 12 tokens known\\)
                        """);
        assertThat(bakeoff("predict", "./c", "--json", "--model", "characters", "dull")
                        .out())
                .contains("\"words\":4,\"knownWords\":4}]}");
    }

    @Test
    void aTextThatBeginsWithAnAtSignNamesNoFile() throws Exception {
        Files.writeString(folder.resolve("secret.txt"), "wonderful");
        assertThat(bakeoff("predict", "./r", "@secret.txt").out())
                .startsWith("@secret.txt (")
                .doesNotContain("wonderful");
    }

    @Test
    void aTextThatIsTheNameOfAFileIsReadAndNoted() throws Exception {
        Path file = Files.writeString(folder.resolve("my texts.txt"), "The plot was dull\n")
                .toRealPath();

        Ran ran = bakeoff("predict", "./r", "./my texts.txt");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith(file + " (");
        assertThat(ran.err())
                .isEqualTo(file + " is the name of a file, and is read as a text. To classify the lines of the file: "
                        + "bakeoff predict " + folder.toRealPath().resolve("r") + " < '" + file + "'\n");
        assertThat(bakeoff("predict", "./r", "./nowhere.txt").err()).isEmpty();
    }

    @Test
    void aTextWithoutKnownWordsIsMarked() throws Exception {
        Ran ran = bakeoff("predict", "./r", "qwerty zxcvb");
        assertThat(ran.out()).contains("(0 of 2 words known: ");
        Ran json = bakeoff("predict", "./r", "--json", "qwerty zxcvb");
        assertThat(json.out()).contains("\"words\":2,\"knownWords\":0");
    }

    @Test
    void linesOfStandardInputAreAnsweredInTheirOrder() throws Exception {
        List<String> lines = new ArrayList<>(IntStream.range(0, 1000)
                .mapToObj(number -> "film " + number + " was dull ".repeat(number % 7))
                .toList());
        lines.set(0, "");
        lines.set(1, "\u00fcber \u001b[2J \u202e \u2603");
        Ran ran = Ran.start(
                        folder,
                        Ran.environment(folder.resolve("cache")),
                        Ran.bakeoff(List.of(), List.of("predict", "r", "--json", "--model", "rnn")),
                        "\uFEFF" + String.join("\r\n", lines))
                .end();

        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(ran.out()).matches("[\\x20-\\x7e\n]*");
        List<JsonNode> answers = ran.out().lines().map(Json.COMPACT::readTree).toList();
        assertThat(answers).extracting(answer -> answer.path("text").asString()).isEqualTo(lines);
        for (JsonNode answer : answers) {
            assertThat(answer.path("predictions")).hasSize(1);
            JsonNode said = answer.path("predictions").path(0);
            assertThat(said.path("model").asString()).isEqualTo("rnn");
            assertThat(said.path("seed").asLong()).isEqualTo(3);
            String label = said.path("label").asString();
            double probability = said.path("probability").asDouble();
            assertThat(probability).isBetween(0.5, 1.0);
            assertThat(said.path("probabilities").path(label).asDouble()).isEqualTo(probability);
            assertThat(said.path("probabilities").propertyNames()).containsExactly("negative", "positive");
        }
        assertThat(bakeoff("predict", "./r", "--model", "rnn", "").out()).startsWith("(no words)\n  rnn-3  ");
    }

    /** So that a text can be typed, and an input without an end is answered as it comes, until nobody listens. */
    @Test
    void aLineIsAnsweredWhenItComesAndNoneWhenNobodyReads() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Ran.bakeoff(List.of(), List.of("predict", "r", "--json")))
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(Ran.environment(folder.resolve("cache")));
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            for (String line : List.of("one", "two")) {
                in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
                assertThat(out.readLine()).startsWith("{\"text\":\"" + line + "\",");
            }
            out.close();
            while (process.isAlive()) {
                in.write("more\n".getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
        } catch (IOException e) {
            // The process has ended.
        }
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void onATerminalWordsAreColouredByWhatTheyContribute() throws Exception {
        Ran ran = coloured("predict", "./r", "The plot was tedious\u001b[31m, unheard-of");

        assertThat(ran.code()).as(ran.err()).isZero();
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("The plot was tedious?[31m, unheard-of (3 of 7 words known)");
        String words = lines.get(2);
        assertThat(words)
                .containsPattern("\u001b\\[30;48;5;(75|209)m[^ ]+\u001b\\[0m")
                .doesNotContain("\u001b[31m");
        assertThat(words.replaceAll("\u001b\\[[0-9;]*m", ""))
                .startsWith("    <start> the plot was ")
                .endsWith("<unknown> <unknown>");
        assertThat(lines).hasSize(5).last().asString().contains("for", "against");

        Ran json = coloured("predict", "./r", "--json", "The plot");
        assertThat(json.out()).hasLineCount(1).doesNotContain("\u001b");
    }

    @Test
    void whatCantBeAskedIsSaid() throws Exception {
        assertThat(bakeoff("predict", "./nowhere", "a"))
                .isEqualTo(
                        new Ran(
                                1,
                                "",
                                folder.toRealPath().resolve("nowhere")
                                        + " is no run directory: there is no such folder. Name the folder that a run made, such as runs/NAME.\n"));
        Ran model = bakeoff("predict", "./r", "--model", "rn", "a");
        assertThat(model.code()).isEqualTo(2);
        assertThat(model.out()).isEmpty();
        assertThat(model.err())
                .isEqualTo(folder.toRealPath().resolve("r")
                        + ": there is no model 'rn'; there are rnn, words; did you mean 'rnn'?\n"
                        + "See bakeoff predict --help\n");
        assertThat(bakeoff("predict", "./r", "--seed", "2", "a").err())
                .contains("not trained with the seed 2, but with");
        assertThat(bakeoff("predict").err()).startsWith("Missing required parameter: 'RUN'\n");
    }

    @Test
    void aModelThatDivergedLeavesTheOthersToAnswer() throws Exception {
        Ran run = bakeoff(
                "run",
                "./tiny.json",
                "--workers",
                "0",
                "--out",
                "./d",
                "--set",
                "/models/rnn/training/learningRate=1000",
                "--set",
                "/training/seeds=[1]",
                "--set",
                "/models/rnn/config/hiddenUnits=[4, 4]");
        assertThat(run.code()).as(run.err()).isZero();
        Path result = folder.resolve("d/trials/rnn-1/result.json");
        Files.writeString(
                result,
                Files.readString(result)
                        .replaceFirst("\"status\" : \"\\w+\"", "\"status\" : \"diverged\"")
                        .replaceFirst("\"reason\" : .*,", "\"reason\" : \"its loss became NaN\",")
                        .replaceFirst(",\\s*\"checksum\" : \"\\w+\"", ""));

        Ran all = bakeoff("predict", "./d", "a");
        assertThat(all.code()).isEqualTo(1);
        assertThat(all.out()).startsWith("a (1 of 1 words known)\n  words-1  ");
        assertThat(all.err())
                .isEqualTo(folder.toRealPath().resolve("d")
                        + " holds no trained model rnn:\n  rnn-1: its loss became NaN\n");
        Ran one = bakeoff("predict", "./d", "--model", "rnn", "a");
        assertThat(one.code()).isEqualTo(1);
        assertThat(one.out()).isEmpty();
        assertThat(one.err()).isEqualTo(all.err());
    }

    private static Ran bakeoff(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }

    private static Ran coloured(String... arguments) throws IOException {
        System.setProperty("bakeoff.colours", "true");
        try {
            return bakeoff(arguments);
        } finally {
            System.clearProperty("bakeoff.colours");
        }
    }
}
