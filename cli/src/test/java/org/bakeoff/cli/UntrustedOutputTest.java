package org.bakeoff.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bakeoff.io.Json;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Untrusted texts, labels, ids and specs are shown as plain text everywhere. */
class UntrustedOutputTest {

    /** Clears a screen, sets a title, rings, colours, turns the direction of writing, ends a script and computes. */
    private static final String STEERING =
            "\u001b[2J\u001b]0;owned\u0007\u009b31m\u202eevil\u2066\u2028=cmd()|' /C calc'!A0</script><img src=x onerror=alert(1)>";

    private static final String SPEC = """
            {"dataset": {"plugin": "text", "config": {"train": "mine.csv", "test": 0.4, "id": "name", "length": 60}},
             "models": {"words": {"plugin": "bagofwords", "training": {"learningRate": 0.3}}, "rnn": {"plugin": "simplernn", "config": {"embedding": 2, "hiddenUnits": [2]}, "training": {"learningRate": 1e-9}}},
             "training": {"epochs": 9, "learningRate": 0.1, "seeds": [1], "device": "cpu"},
             "evaluators": [{"plugin": "accuracy"}, {"plugin": "disagreements"}, {"plugin": "confusion-matrix"}]}
            """;

    @TempDir
    Path folder;

    @Test
    void aRunOfHostileTextsIsInert() throws Exception {
        StringBuilder csv = new StringBuilder("name,label,text\n");
        for (int row = 0; row < 40; row++) {
            String label = row % 7 % 2 == 0 ? "good" : "bad\u001b[31m\u202e</script>";
            csv.append("\"\u202e\u2066,%d</script>\",%s,\"w%d r%d %s\r\n=1+1\"\n"
                    .formatted(row, label, row % 7, row, STEERING));
        }
        Files.writeString(folder.resolve("mine.csv"), csv);
        Files.writeString(folder.resolve("mine.json"), SPEC);

        Ran ran = bakeoff("run", "./mine.json", "--out", "./r", "--workers", "0", "--verbose");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertInert(ran);
        assertThat(ran.out()).containsPattern("w\\d r\\d+ ").contains("</script>");
        List<String> rows = Files.readAllLines(folder.resolve("r/trials/words-1/predictions.csv"));
        assertThat(rows).hasSizeGreaterThan(10);
        assertThat(rows.subList(1, rows.size()))
                .allMatch(row -> row.matches("\"\u202e\u2066,\\d+</script>\",[01],[0-9.E-]+"));
        assertThat(Files.readAllLines(folder.resolve("r/trials/words-1/history.jsonl")))
                .hasSize(9);
        String page = Files.readString(folder.resolve("r/report.html"));
        assertThat(page).contains("w0");
        assertThat(page.replaceAll("(?s)<(script|style)\\b[^>]*>.*?</\\1>", ""))
                .doesNotContain("</script>", "<img src=x", "onerror=alert(1)>");
        assertThat(Json.COMPACT
                        .readTree(Files.readString(folder.resolve("r/comparison.json")))
                        .toString())
                .contains(Json.COMPACT.writeValueAsString(STEERING).substring(1, 30));

        Ran again = bakeoff("report", "./r");
        assertThat(again.code()).isZero();
        assertInert(again);
        Files.move(folder.resolve("r"), folder.resolve("\u001b[2J\u202e"));
        assertInert(bakeoff("report", "./\u001b[2J\u202e"));
        assertInert(bakeoff("data", "./mine.json", "--html", "./\u001b[2J\u202e.html"));
        assertInert(bakeoff("export", "./mine.json", "--out", "./\u001b[2J\u202e2"));
        Files.move(folder.resolve("\u001b[2J\u202e"), folder.resolve("r"));
        Ran asked = bakeoff("predict", "./r", STEERING);
        assertThat(asked.code()).as(asked.err()).isZero();
        assertInert(asked);
        assertThat(asked.out()).contains("words-1");
    }

    @Test
    void aHostileSpecIsInertWhereItIsShown() throws Exception {
        String evil = Json.COMPACT.writeValueAsString(STEERING);
        Files.writeString(
                folder.resolve("fine.json"), SPEC.replace("\"name\"", evil).replace("mine.csv", "\u009b2J\u202e.csv"));
        Ran fine = bakeoff("validate", "./fine.json");
        assertThat(fine.code()).as(fine.err()).isZero();
        assertInert(fine);
        assertThat(Json.COMPACT.readTree(fine.out()).at("/dataset/config/id").asString())
                .isEqualTo(STEERING);
        Ran run = bakeoff("run", "./fine.json", "--out", "./fine");
        assertThat(run.code()).isEqualTo(1);
        assertInert(run);
        assertThat(run.err()).contains("There is no file or folder");

        for (String key : List.of("\"words\"", "\"bagofwords\"", "\"epochs\"", "\"mine.csv\"", "0.4", "\"cpu\"")) {
            Files.writeString(folder.resolve("bad.json"), SPEC.replace(key, evil));
            Ran bad = bakeoff("run", "./bad.json", "--out", "./bad");
            assertThat(bad.code()).as(key).isIn(1, 2);
            assertInert(bad);
            assertThat(bad.err()).isNotEmpty().doesNotContain("\tat ", "Exception");
        }
        Files.writeString(folder.resolve("broken.json"), SPEC + STEERING);
        Ran broken = bakeoff("validate", "./broken.json");
        assertThat(broken.code()).isEqualTo(2);
        assertInert(broken);
    }

    /** Names become folders, here below runs and trials. */
    @Tag("endurance")
    @Test
    void noNameLeavesTheRunDirectory() throws Exception {
        for (String name : List.of(
                "../evil", "..", ".", "/evil", "a/b", "a\\\\b", "", "~", "a\\u0000", "-x", "A", "x".repeat(101))) {
            for (String[] place : new String[][] {
                {"/name", "\"" + name + "\""}, {"/models", "{\"" + name + "\": {\"plugin\": \"bagofwords\"}}"}
            }) {
                Files.writeString(folder.resolve("mine.json"), SPEC);
                Ran ran = bakeoff("validate", "./mine.json", "--set", place[0] + "=" + place[1]);
                assertThat(ran.code())
                        .as("%s in %s: %s", name, place[0], ran.err())
                        .isEqualTo(2);
                assertThat(ran.err()).contains(place[0]).contains("small letters, digits and hyphens");
                assertInert(ran);
            }
        }
    }

    private static void assertInert(Ran ran) {
        assertThat(ran.out() + ran.err()).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\n]]");
    }

    private Ran bakeoff(String... arguments) throws IOException {
        return Ran.here(folder, arguments);
    }
}
