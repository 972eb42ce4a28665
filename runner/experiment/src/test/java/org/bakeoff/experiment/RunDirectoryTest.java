package org.bakeoff.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bakeoff.report.VerdictSentences;
import org.bakeoff.statistics.ComparisonResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a small real run leaves behind. */
class RunDirectoryTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TEXT = "<script>alert('x')</script> it's \"quoted\" <br /> & so on: ";

    @TempDir
    private static Path folder;

    private static Path run;
    private static ComparisonResult result;
    private static JsonNode comparison;

    @BeforeAll
    static void run() throws IOException {
        run = folder.resolve("run");
        Experiment experiment = Experiment.builder()
                .spec("""
                        {"name": "small", "dataset": {"plugin": "parity", "config": {"test": 40}},
                         "models": {"zebra": {"plugin": "mean"}, "ape": {"plugin": "mean", "config": {"hiddenUnits": 1}},
                           "broken": {"plugin": "odd"}},
                         "training": {"epochs": 2, "learningRate": 0.05, "seeds": [3, 1], "threads": 1, "device": "cpu"},
                         "evaluators": [{"plugin": "error-rate"}, {"plugin": "separation"}, {"plugin": "first-examples"}]}
                        """)
                .set("/dataset/config/prefix", JSON.writeValueAsString(TEXT))
                .out(run)
                .cache(folder.resolve("cache"))
                .build();
        result = experiment.run(event -> {});
        comparison = JSON.readTree(Files.readString(run.resolve("comparison.json")));
    }

    @Test
    void recordsAllVersionsThatItRanWith() throws IOException {
        assertThat(JSON.readTree(Files.readString(run.resolve("run.json")))
                        .path("versions")
                        .properties())
                .extracting(Map.Entry::getKey, version -> version.getValue().isString())
                .containsExactly(
                        tuple("bakeoff", true),
                        tuple("java", true),
                        tuple("djl", true),
                        tuple("pytorch", true),
                        tuple("os", true));
    }

    @Test
    void holdsWhatItShouldAndNoMore() throws IOException {
        try (var files = Files.list(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "spec.json", "data.json", "run.json", "comparison.json", "report.html", "trials");
        }
        assertThat(comparison.propertyNames())
                .containsExactly(
                        "format",
                        "name",
                        "primaryMetric",
                        "summary",
                        "dataset",
                        "models",
                        "comparisons",
                        "majorityClassBaseline",
                        "power",
                        "warnings",
                        "best",
                        "ranking",
                        "findings",
                        "checksum");
        assertThat(comparison.path("name").asString()).isEqualTo("small");
    }

    @Test
    void theDatasetIsCounted() {
        JsonNode dataset = comparison.path("dataset");
        assertThat(dataset.propertyNames()).contains("plugin", "train", "validation", "test", "classes");
        assertThat(dataset.path("plugin").asString()).isEqualTo("parity");
        assertThat(dataset.path("train").asInt() + dataset.path("validation").asInt())
                .isEqualTo(200);
        assertThat(dataset.path("validation").asInt()).isBetween(20, 24);
        assertThat(dataset.path("test").asInt()).isEqualTo(40);
        assertThat(dataset.path("classes").toString()).isEqualTo("[\"class-0\",\"class-1\"]");
    }

    @Test
    void modelsAndTrialsStandInTheOrderOfTheSpec() {
        JsonNode models = comparison.path("models");
        assertThat(models).extracting(model -> model.path("name").asString()).containsExactly("zebra", "ape", "broken");
        for (JsonNode model : List.of(models.get(0), models.get(1))) {
            assertThat(model.propertyNames()).contains("name", "plugin", "parameters", "trials", "metrics");
            assertThat(model.path("plugin").asString()).isEqualTo("mean");
            assertThat(model.path("metrics").propertyNames()).containsExactly("errorRate", "separation");
            assertThat(model.path("trials"))
                    .extracting(trial -> trial.path("seed").asInt())
                    .containsExactly(3, 1);
            double mean = 0;
            for (JsonNode trial : model.path("trials")) {
                assertThat(trial.propertyNames())
                        .contains("seed", "status", "metrics", "trainSeconds", "examplesPerSecond");
                assertThat(trial.path("status").asString()).isEqualTo("done");
                assertThat(trial.path("trainSeconds").asDouble()).isPositive();
                assertThat(trial.path("examplesPerSecond").asDouble()).isPositive();
                double rate = trial.path("metrics").path("errorRate").asDouble();
                assertThat(rate * 40).isCloseTo(Math.rint(rate * 40), within(1e-9));
                mean += rate / 2;
            }
            JsonNode rate = model.path("metrics").path("errorRate");
            assertThat(rate.propertyNames())
                    .containsExactly("value", "low", "high", "standardDeviation", "standardError", "missing");
            assertThat(rate.path("value").asDouble())
                    .isCloseTo(mean, within(1e-12))
                    .isBetween(0.0, 1.0);
            assertThat(rate.path("low").asDouble()).isBetween(0.0, mean);
            assertThat(rate.path("high").asDouble()).isBetween(mean, 1.0);
        }
        // 30 words, 16 hidden units, one logit.
        assertThat(models.get(0).path("parameters").asInt()).isEqualTo(30 * 16 + 16 + 16 + 1);
    }

    @Test
    void aModelThatFailedSaysSo() {
        JsonNode broken = comparison.path("models").get(2);
        assertThat(broken.path("metrics").isEmpty()).isTrue();
        assertThat(broken.path("parameters").asInt()).isZero();
        for (JsonNode trial : broken.path("trials")) {
            assertThat(trial.path("status").asString()).isEqualTo("failed");
            assertThat(trial.path("reason").asString()).contains("'odd' can't make the model");
            assertThat(trial.path("metrics").isEmpty()).isTrue();
            assertThat(trial.path("trainSeconds").isNull()).isTrue();
            assertThat(trial.path("examplesPerSecond").isNull()).isTrue();
        }
    }

    @Test
    void aDifferenceIsLeftMinusRight() {
        JsonNode pairs = comparison.path("comparisons");
        assertThat(pairs.size()).isEqualTo(2);
        for (JsonNode pair : pairs) {
            assertThat(pair.propertyNames())
                    .containsExactly(
                            "metric",
                            "left",
                            "right",
                            "difference",
                            "low",
                            "high",
                            "p",
                            "adjustedP",
                            "simultaneous",
                            "verdict",
                            "caveats");
            assertThat(pair.path("left").asString()).isEqualTo("zebra");
            assertThat(pair.path("right").asString()).isEqualTo("ape");
            String metric = pair.path("metric").asString();
            assertThat(pair.path("difference").asDouble())
                    .isCloseTo(value(0, metric) - value(1, metric), within(1e-12))
                    .isBetween(pair.path("low").asDouble(), pair.path("high").asDouble());
        }
        assertThat(pairs.get(0).path("metric").asString()).isEqualTo("errorRate");
        assertThat(pairs.get(0).path("adjustedP").asDouble())
                .isGreaterThanOrEqualTo(pairs.get(0).path("p").asDouble());
        assertThat(pairs.get(1).path("adjustedP").isNull()).isTrue();
        assertThat(pairs.get(1).path("verdict").asString()).isEqualTo("undetermined");
    }

    @Test
    void theFileSaysWhatTheResultSays() {
        assertThat(comparison.path("format").asInt()).isEqualTo(2);
        assertThat(comparison.path("primaryMetric").asString()).isEqualTo("errorRate");
        assertThat(comparison.path("findings"))
                .extracting(finding -> finding.path("name").asString())
                .containsExactly("errorRate", "separation", "firstExamples");
        JsonNode example = comparison
                .path("findings")
                .get(2)
                .path("groups")
                .get(0)
                .path("cases")
                .get(0);
        assertThat(example.path("id").asString()).isEqualTo("test-0");
        assertThat(example.path("text").asString()).startsWith(TEXT);
        assertThat(example.path("predictions").size()).isEqualTo(2);
    }

    @Test
    void theResolvedSpecAloneSufficesToRunAgain() throws IOException {
        Path spec = Files.copy(run.resolve("spec.json"), folder.resolve("copy.json"));
        Path again = folder.resolve("again");
        Experiment experiment = Experiment.builder()
                .spec(spec)
                .set("/models/broken/config/fault", "\"shape\"")
                .out(again)
                .cache(folder.resolve("other-cache"))
                .build();
        experiment.run(event -> {});

        assertThat(Experiment.builder().spec(spec).build().json())
                .isEqualTo(Files.readString(spec).strip());
        for (String trial : List.of("zebra-3", "ape-1")) {
            assertThat(again.resolve("trials").resolve(trial).resolve("predictions.csv"))
                    .hasSameTextualContentAs(
                            run.resolve("trials").resolve(trial).resolve("predictions.csv"));
        }
    }

    @Test
    void theReportShowsTextsAsTheyAreAndRunsNoneOfThem() throws IOException {
        String report = markup(run.resolve("report.html"));

        assertThat(report)
                .doesNotContain("<script", "<br />", "alert('x')</")
                .contains("&lt;script&gt;alert(", "&lt;br /&gt; &amp; so on: w")
                .contains("default-src &#39;none&#39;; script-src &#39;sha256-");
        Matcher text =
                Pattern.compile("<p class=\"text\">(.*?)</p>", Pattern.DOTALL).matcher(report);
        assertThat(text.find()).isTrue();
        assertThat(unescape(text.group(1)))
                .isEqualTo(comparison
                        .path("findings")
                        .get(2)
                        .path("groups")
                        .get(0)
                        .path("cases")
                        .get(0)
                        .path("text")
                        .asString());
    }

    @Test
    void theReportNamesVerdictModelsAndFailures() throws IOException {
        assertThat(markup(run.resolve("report.html")).replaceAll("<[^>]*>", ""))
                .contains("zebra", "ape", "Differences in error rate", "The trials of broken with seeds 3, 1 failed: ")
                .contains(new VerdictSentences(result).verdicts().get(0).claim().replace("<", "&lt;"));
    }

    /** The page without its scripts and style. */
    private static String markup(Path report) throws IOException {
        return Files.readString(report).replaceAll("(?s)<(script|style)\\b.*?</\\1>", "");
    }

    private static double value(int model, String metric) {
        return comparison
                .path("models")
                .get(model)
                .path("metrics")
                .path(metric)
                .path("value")
                .asDouble();
    }

    private static String unescape(String html) {
        return html.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&#34;", "\"")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&amp;", "&");
    }
}
