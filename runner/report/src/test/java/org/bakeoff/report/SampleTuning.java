package org.bakeoff.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.statistics.SearchResult;

/** A search with everything in it that one can hold: lists, numbers on a wide scale, words, and a configuration that diverged. */
final class SampleTuning {

    private static final int[] HIDDEN = {50, 100, 200};
    private static final double[] RATES = {0.0001, 0.001, 0.01, 1};
    private static final int DIVERGED = 4;

    private SampleTuning() {}

    static SearchResult of(String model) {
        List<SearchResult.Configuration> tried = new ArrayList<>();
        for (int hidden : HIDDEN) {
            for (double rate : RATES) {
                int configuration = tried.size() + 1;
                boolean diverged = configuration % RATES.length == 0 && configuration > DIVERGED;
                double loss = diverged ? Double.NaN : 0.3 + Math.pow(Math.log10(rate / 0.002), 2) / 20 + 1.0 / hidden;
                Map<String, String> values = new LinkedHashMap<>();
                values.put("/models/" + model + "/config/hiddenUnits", "[" + hidden + "]");
                values.put("/models/" + model + "/training/learningRate", Double.toString(rate));
                values.put(
                        "/models/" + model + "/config/pooling", configuration % 2 == 0 ? "\"last\"" : "\"max-mean\"");
                tried.add(new SearchResult.Configuration(
                        configuration,
                        values,
                        loss,
                        1.15 - loss,
                        List.of(
                                new SearchResult.Score(1, loss - 0.01, 1.16 - loss),
                                new SearchResult.Score(2, loss + 0.01, 1.14 - loss)),
                        3));
            }
        }
        return new SearchResult(model, SearchResult.Criterion.LOSS, 10, tried);
    }
}
