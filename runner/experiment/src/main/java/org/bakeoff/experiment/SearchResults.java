package org.bakeoff.experiment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.spec.SearchMethod;
import org.bakeoff.statistics.SearchResult;
import org.bakeoff.training.ModelSelection;

/** Converts the results of a search into values for the comparison, which depends on neither specs nor JSON trees. */
final class SearchResults {

    private SearchResults() {}

    static List<SearchResult> of(List<ModelSelection> tuning) {
        return tuning.stream()
                .map(one -> new SearchResult(
                        one.model(),
                        one.selectBy() == SearchMethod.SelectBy.LOSS
                                ? SearchResult.Criterion.LOSS
                                : SearchResult.Criterion.ACCURACY,
                        one.selected(),
                        one.configurations().stream()
                                .map(SearchResults::configuration)
                                .toList()))
                .toList();
    }

    private static SearchResult.Configuration configuration(ModelSelection.Tried tried) {
        Map<String, String> values = new LinkedHashMap<>();
        tried.values().forEach((pointer, value) -> values.put(pointer, value.toString()));
        return new SearchResult.Configuration(
                tried.configuration(),
                values,
                tried.loss(),
                tried.accuracy(),
                tried.seeds().stream()
                        .map(score -> new SearchResult.Score(score.seed(), score.loss(), score.accuracy()))
                        .toList());
    }
}
