package org.bakeoff.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.Json;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.statistics.Caveat;
import org.bakeoff.statistics.ComparedDataset;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.DataCheck;
import org.bakeoff.statistics.DatasetDescription;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.EvaluatorFailure;
import org.bakeoff.statistics.EvaluatorFindings;
import org.bakeoff.statistics.Looks;
import org.bakeoff.statistics.MajorityClassBaseline;
import org.bakeoff.statistics.MeasuredMetrics;
import org.bakeoff.statistics.ModelWarning;
import org.bakeoff.statistics.PairwiseComparison;
import org.bakeoff.statistics.RunWarning;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.statistics.SeedRounds;
import org.bakeoff.statistics.Significance;
import org.bakeoff.statistics.Verdict;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writing a comparison, reading it and writing it again. */
class ComparisonJsonTest {

    @Test
    void everyKindOfFindingIsReadBack() {
        ComparisonResult sample = SampleComparison.of(20, 2);

        assertThat(reread(sample)).isEqualTo(sample);
    }

    @Property(tries = 300)
    void numbersAndTextsComeBackAsTheyWere(
            @ForAll double x, @ForAll double y, @ForAll long whole, @ForAll String text) {
        double some = Double.isFinite(x) ? x : Double.NaN;
        double other = Double.isFinite(y) ? y : Double.NaN;
        ComparisonResult result = new ComparisonResult(
                text,
                new ComparedDataset(
                        new DatasetDescription(text, 1, 2, List.of(text), 5, text, whole),
                        Optional.of(text),
                        3,
                        4,
                        some,
                        List.of(new DataCheck(
                                new DataCheck.Subject(
                                        DataCheck.Kind.CLASS_SIZE, DataCheck.Examples.TRAINING, Optional.of(text)),
                                whole,
                                whole,
                                Optional.of(new DataCheck.Without(1, 2, List.of(comparison(text, some, other)))))),
                        List.of(text)),
                new MeasuredMetrics(Optional.of(text), List.of(new MeasuredMetrics.Metric(text, text, false, true))),
                List.of(),
                new Conclusion(
                        Double.isFinite(x) ? OptionalDouble.of(x) : OptionalDouble.empty(),
                        List.of(comparison(text, some, other)),
                        new MajorityClassBaseline(Map.of(text, some), List.of(comparison(text, other, some))),
                        List.of(),
                        new SeedRounds(
                                new Looks.UntilDecided(3, 20),
                                SeedRounds.End.REACHED,
                                List.of(new SeedRounds.Round(Map.of(text, 3), List.of(comparison(text, some, other))))),
                        List.of(
                                new ModelWarning.FewValidationExamples(text, 1, 2, some),
                                new ModelWarning.CollapsedSeeds(text, List.of(some, other), List.of()),
                                new RunWarning.DifferentMargins(
                                        Map.of(text, OptionalDouble.empty(), text + "2", OptionalDouble.of(0.5))),
                                new RunWarning.TrainingNotInSpec(text, Map.of(text, text)))),
                List.of(new SearchResult(
                        text,
                        SearchResult.Criterion.ACCURACY,
                        1,
                        List.of(new SearchResult.Configuration(
                                1,
                                Map.of("/models/a/config/hiddenUnits", "[100,50]"),
                                some,
                                other,
                                List.of(new SearchResult.Score(whole, some, other)),
                                2)))),
                new EvaluatorFindings(
                        List.of(
                                new Table("t", text, text, List.of("a", "b", "c"), List.of(List.of(some, whole, text))),
                                new Curve(
                                        "c",
                                        text,
                                        "",
                                        new Curve.Axis(text, true, Optional.of(text)),
                                        new Curve.Axis("", false),
                                        true,
                                        List.of(new Curve.Line(text, "", List.of(new Curve.Point(some, other)))))),
                        List.of(),
                        List.of(new EvaluatorFailure(
                                EvaluatorFailure.Step.SLICES,
                                text,
                                Optional.of(new EvaluatorFailure.Plugin(text, text)),
                                text))));

        assertThat(reread(result)).isEqualTo(result);
    }

    private static PairwiseComparison comparison(String text, double some, double other) {
        return new PairwiseComparison(
                text,
                text,
                text,
                new Estimate(some, other, some),
                new Significance(other, some, new Estimate(some, some, other)),
                Verdict.NO_SIGNIFICANT_DIFFERENCE,
                List.of(Caveat.SINGLE_SEED, Caveat.NOT_SIGNIFICANT_AFTER_HOLM));
    }

    /** The contract of the file: names, nesting and spelling, on which readers of it rely. */
    @Test
    void hasTheKeysThatReadersRelyOn() {
        ObjectNode json = ComparisonJson.of(SampleComparison.of(3, 1));

        assertThat(json.path("format").asInt()).isEqualTo(2);
        assertThat(json.path("primaryMetric").asString()).isEqualTo("accuracy");
        assertThat(json.path("dataset").propertyNames()).contains("plugin", "train", "validation", "test", "classes");
        assertThat(json.path("models").get(0).propertyNames())
                .contains("name", "plugin", "baseline", "parameters", "trials", "metrics");
        assertThat(json.path("models")
                        .get(0)
                        .path("trials")
                        .get(3)
                        .path("status")
                        .asString())
                .isEqualTo("diverged");
        assertThat(json.path("comparisons").get(0).propertyNames())
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
        assertThat(json.path("comparisons").get(0).path("verdict").asString()).isEqualTo("right-better");
        assertThat(json.path("best").values()).extracting(JsonNode::asString).containsExactly("bigrams");
        assertThat(json.path("ranking").get(0)).isEqualTo(json.path("best"));
    }

    @Test
    void anotherFormatIsNamed() {
        assertRefused(json -> json.remove("format"), "it names no format, and this Bakeoff reads format 2");
        assertRefused(json -> json.put("format", 3), "it has format 3, and this Bakeoff reads format 2");
    }

    @Test
    void whatIsMissingOrUnknownIsNamed() {
        assertRefused(json -> json.remove("models"), "models");
        assertRefused(json -> json.putNull("name"), "name");
        assertRefused(json -> json.put("surprise", 1), "surprise");
        assertRefused(json -> json.withArray("/findings").addObject().put("kind", "poem"), "poem");
        assertRefused(json -> json.withObject("/dataset").put("test", "many"), "many");
    }

    private static void assertRefused(java.util.function.Consumer<ObjectNode> change, String named) {
        ObjectNode json = ComparisonJson.of(SampleComparison.of(3, 1));
        change.accept(json);

        assertThatThrownBy(() -> ComparisonJson.read(json))
                .isInstanceOf(JacksonException.class)
                .hasMessageContaining(named);
    }

    private static ComparisonResult reread(ComparisonResult result) {
        String text = Json.PRETTY.writeValueAsString(ComparisonJson.of(result));
        JsonNode json = Json.COMPACT.readTree(text);
        ComparisonResult read = ComparisonJson.read(json);
        assertThat(Json.PRETTY.writeValueAsString(ComparisonJson.of(read))).isEqualTo(text);
        return read;
    }
}
