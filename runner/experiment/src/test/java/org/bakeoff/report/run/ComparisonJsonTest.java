package org.bakeoff.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.bakeoff.api.Finding.Curve;
import org.bakeoff.api.Finding.Table;
import org.bakeoff.io.Json;
import org.bakeoff.report.SampleComparison;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.Conclusion;
import org.bakeoff.statistics.SearchResult;
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
                new ComparisonResult.Dataset(text, 1, 2, 3, 4, List.of(text), text, whole, Map.of("metric", some)),
                new Conclusion(List.of(text), List.of(), List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(new SearchResult(
                        text,
                        SearchResult.Criterion.ACCURACY,
                        1,
                        List.of(new SearchResult.Configuration(
                                1,
                                Map.of("/models/a/config/hidden", "[100,50]"),
                                some,
                                other,
                                List.of(new SearchResult.Score(whole, some, other)))))),
                List.of(),
                List.of(
                        new Table("t", text, text, List.of("a", "b", "c"), List.of(List.of(some, whole, text))),
                        new Curve(
                                "c",
                                text,
                                "",
                                new Curve.Axis(text, true),
                                new Curve.Axis("", false),
                                true,
                                List.of(new Curve.Line(text, "", List.of(new Curve.Point(some, other)))))),
                List.of(text));

        assertThat(reread(result)).isEqualTo(result);
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
