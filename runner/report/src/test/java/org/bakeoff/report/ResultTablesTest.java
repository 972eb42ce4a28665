package org.bakeoff.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bakeoff.statistics.ModelDescription;
import org.bakeoff.statistics.ModelDescription.Layer;
import org.bakeoff.statistics.ModelResult;
import org.junit.jupiter.api.Test;

class ResultTablesTest {

    private static final Layer DENSE = new Layer("Linear", "(N, 8)", 72, 0, List.of());

    @Test
    void layersWithinOthersFollowThemOnce() {
        Layer residual = new Layer("Residual", "(N, 8)", 72, 0, List.of(DENSE));
        assertThat(rows(residual, residual, DENSE, DENSE))
                .containsExactly(
                        "Residual | (N, 8) | 72",
                        "- Linear | (N, 8) | 72",
                        "Residual, as above | (N, 8) | 72",
                        "Linear | (N, 8) | 72",
                        "Linear | (N, 8) | 72",
                        "total |  | 288");
    }

    @Test
    void frozenParametersAreCountedApart() {
        Layer frozen = new Layer("Residual", "(N, 8)", 0, 72, List.of(new Layer("Linear", "(N, 8)", 0, 72, List.of())));
        assertThat(rows(frozen, new Layer("Residual", "(N, 8)", 72, 0, List.of(DENSE))))
                .containsExactly(
                        "Residual | (N, 8) | 0 | 72",
                        "- Linear | (N, 8) | 0 | 72",
                        "Residual | (N, 8) | 72 | 0",
                        "- Linear | (N, 8) | 72 | 0",
                        "total |  | 72 | 72");
    }

    private static List<String> rows(Layer... layers) {
        long parameters = Arrays.stream(layers).mapToLong(Layer::parameters).sum();
        ModelDescription description = new ModelDescription("plugin", 0, parameters, List.of(layers), Optional.empty());
        return ResultTables.layers(new ModelResult("model", false, description, List.of(), Map.of(), 0)).rows().stream()
                .map(row -> String.join(" | ", row))
                .toList();
    }
}
