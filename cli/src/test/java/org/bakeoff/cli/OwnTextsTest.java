package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody with nothing but a file of texts and a spec. */
class OwnTextsTest {

    private static final Path EXPERIMENTS = Path.of("").toAbsolutePath().resolveSibling("experiments");

    @TempDir
    Path folder;

    @Test
    void aFileAndTwelveLinesAreCompared() throws Exception {
        Files.copy(EXPERIMENTS.resolve("messages.csv"), folder.resolve("messages.csv"));
        Path spec = Files.copy(EXPERIMENTS.resolve("messages.json"), folder.resolve("messages.json"));
        assertThat(spec).content().hasLineCount(12);

        Ran ran = bakeoff(
                "run",
                "./messages.json",
                "--out",
                "./runs/messages",
                "--workers",
                "0",
                "--verbose",
                "--set",
                "/training/seeds=[1]");

        assertThat(ran.code()).as(ran.err()).isZero();
        // 122 of the 360 messages are about billing, 117 about delivery, 121 about returns: 30% of each, in whole
        // groups.
        assertThat(ran.out())
                .containsPattern("Class billing in the test set +\\| +37 \\| +108 ")
                .containsPattern("Class delivery in the test set +\\| +35 \\| +108 ")
                .containsPattern("Class returns in the test set +\\| +36 \\| +108 ")
                .contains("lstm outperforms the majority-class baseline")
                .containsPattern("- \\d of 108 test texts are in the training set too");
        assertThat(Files.readAllLines(folder.resolve("runs/messages/trials/lstm-1/predictions.csv")))
                .hasSize(109)
                .first()
                .isEqualTo("id,label,p0,p1,p2");
        assertThat(folder.resolve("runs/messages/spec.json")).content().contains("\"test\" : 0.3");

        Ran resolved = bakeoff("validate", "./runs/messages/spec.json");
        assertThat(folder.resolve("runs/messages/spec.json")).content().isEqualTo(resolved.out());

        Ran asked = bakeoff("predict", "./runs/messages", "--model", "bag-of-words", "My card was charged twice!");
        assertThat(asked.out()).as(asked.err()).contains("billing");
    }

    @Test
    void theDataAreShownBeforeAnythingIsTrained() throws Exception {
        StringBuilder csv = new StringBuilder("label;text\n");
        for (int row = 0; row < 60; row++) {
            csv.append(row % 3 == 0 ? "yes;a <b>good</b> film " : row % 3 == 1 ? "no;a bad film " : "Yes;so fine ")
                    .append(row)
                    .append('\n');
        }
        Files.writeString(folder.resolve("mine.csv"), csv);
        Files.writeString(folder.resolve("mine.json"), """
                {"dataset": {"plugin": "text", "config": {"train": "mine.csv", "length": 3}},
                 "models": {"words": {"plugin": "bagofwords"}}}
                """);

        Ran ran = bakeoff(
                "data", "./mine.json", "--html", folder.resolve("mine.html").toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.out())
                .startsWith("Dataset text, 3 classes\n")
                .containsPattern("set +examples +groups +Yes +no +yes")
                .contains("A length of 10 would hold 95% of the training texts whole.")
                .contains("Warning: The classes 'Yes' (20 examples) and 'yes' (20 examples)")
                .contains("fill all 3 places");
        assertThat(folder.resolve("mine.html"))
                .content()
                .contains("a &lt;b&gt;good&lt;/b&gt; film", "script-src &#39;none&#39;")
                .doesNotContain("<script");
        assertThat(folder.resolve("runs")).doesNotExist();
        // It may be written again, over itself.
        assertThat(bakeoff(
                                "data",
                                "./mine.json",
                                "--html",
                                folder.resolve("mine.html").toString())
                        .code())
                .isZero();
    }

    @Test
    void aFileThatCantBeReadIsNamedWithItsLine() throws Exception {
        Path csv = Files.writeString(folder.resolve("mine.csv"), "label,text\na,one\nb,two, or three\n");
        Files.writeString(folder.resolve("mine.json"), """
                {"dataset": {"plugin": "text", "config": {"train": "mine.csv"}},
                 "models": {"words": {"plugin": "bagofwords"}}}
                """);

        Ran ran = bakeoff("run", "./mine.json");

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .contains(csv.toRealPath() + ", line 3: this row has 3 fields, the header row has 2")
                .doesNotContain("\tat ", "Exception");
    }

    @Test
    void aTestHalfThatIsNeitherShareNorFileIsToldFromBoth() throws Exception {
        Files.writeString(folder.resolve("mine.csv"), "label,text\na,one\nb,two\n");
        Files.writeString(folder.resolve("mine.json"), """
                {"dataset": {"plugin": "text", "config": {"test": 20}}, "models": {"words": {"plugin": "bagofwords"}}}
                """);

        assertThat(bakeoff("validate", "./mine.json").err())
                .contains("/dataset/config/train: this key is required")
                .contains(
                        "/dataset/config/test: found 20; allowed: a path or a URL in quotes, or a number from 0 to 1");

        Ran whole =
                bakeoff("validate", "./mine.json", "--set", "/dataset/config={\"train\": \"mine.csv\", \"test\": 1}");
        assertThat(whole.code()).isEqualTo(2);
        assertThat(whole.err()).contains("/dataset/config: \"test\" is 1; it must be more than 0 and less than 1");

        Ran absent = bakeoff(
                "run",
                "./mine.json",
                "--set",
                "/dataset/config={\"train\": \"" + folder.resolve("mine.csv") + "\", \"test\": \"tset.csv\"}");
        assertThat(absent.code()).isEqualTo(1);
        assertThat(absent.err())
                .contains("There is no file or folder " + Path.of("tset.csv").toAbsolutePath());
    }

    /** F1 is of the rarer class of each run, so that it is 0 for the baselines of both, which predict the other one. */
    @Test
    void runsWithOtherMajorityClassesAndAMetricOfTheRarerOneAreToldApart() throws Exception {
        texts("test.csv", 40, 2);
        for (String most : List.of("no", "yes")) {
            texts(most + ".csv", 100, most.equals("no") ? 5 : -5);
            Files.writeString(folder.resolve(most + ".json"), """
                    {"name": "%s", "dataset": {"plugin": "text", "config": {"train": "%s.csv", "test": "test.csv"}},
                     "models": {"words": {"plugin": "bagofwords"}}, "training": {"epochs": 1, "validation": 0},
                     "evaluators": [{"plugin": "f1"}]}
                    """.formatted(most, most));
            assertThat(bakeoff("run", "./" + most + ".json", "--out", "./runs/" + most)
                            .code())
                    .isZero();
        }

        for (List<String> order : List.of(List.of("no", "yes"), List.of("yes", "no"))) {
            String first = order.get(0);
            Ran ran = bakeoff("compare", "./runs/" + first, "./runs/" + order.get(1), "--out", "./all-" + first);
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.out().replaceAll("\\s+", " "))
                    .contains("The runs' training sets have other shares of the classes, and so other majority-class"
                            + " baselines");
            assertThat(folder.resolve("all-" + first + "/report.html"))
                    .content()
                    .contains("0.0000 by that of ", "unknown by that of ");
        }
    }

    /** What is odd about files that predictions came from is known of the run alone, in which they were read. */
    @Test
    void doubtsOfPredictionsFromElsewhereStayWithThemInComparisons() throws Exception {
        texts("train.csv", 100, 2);
        texts("test.csv", 60, 2);
        Files.writeString(
                folder.resolve("theirs.csv"),
                IntStream.range(0, 60)
                        .mapToObj(text -> "test.csv:" + (text + 2) + "," + (text % 2 == 0 ? "yes" : "no") + "\n")
                        .collect(Collectors.joining("", "id,label\n", "")));
        for (String name : List.of("theirs", "ours")) {
            Files.writeString(folder.resolve(name + ".json"), """
                    {"dataset": {"plugin": "text", "config": {"train": "train.csv", "test": "test.csv"}},
                     "models": {"x": %s}, "training": {"epochs": 1, "validation": 0},
                     "evaluators": [{"plugin": "accuracy"}]}
                    """.formatted(
                    name.equals("ours") ? "{\"plugin\": \"bagofwords\"}" : "{\"predictions\": [\"theirs.csv\"]}"));
            Ran ran = bakeoff("run", "./" + name + ".json", "--out", "./runs/" + name);
            assertThat(ran.code()).as(ran.err()).isZero();
        }

        assertThat(bakeoff("compare", "./runs/theirs", "--out", "./again").out())
                .contains("All labels of x in theirs.csv are right");
        assertThat(bakeoff("compare", "./runs/ours", "./runs/theirs", "--out", "./all")
                        .out())
                .contains("All labels of x-of-theirs in theirs.csv are right");
        assertThat(bakeoff("compare", "./all", "--out", "./more").out())
                .contains("All labels of x-of-theirs in theirs.csv are right");
    }

    /** Writes texts of which each so many-th is of one class. */
    private void texts(String file, int count, int every) throws IOException {
        Files.writeString(
                folder.resolve(file),
                IntStream.range(0, count)
                        .mapToObj(text -> "word" + text % 7 + " text " + file + text + ","
                                + (text % every == 0 == every > 0 ? "yes" : "no") + "\n")
                        .collect(Collectors.joining("", "text,label\n", "")));
    }

    private Ran bakeoff(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }
}
