package org.bakeoff.report;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.SearchResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A key that a hyperparameter search set, or the score that came of it, as a scale: where each of its values lies between
 * the lowest, 0, and the highest, 1.
 *
 * @param name the last step of the key's JSON pointer
 * @param value what a configuration has there; null for none
 * @param texts the values in their order where not all are numbers; else empty
 * @param low the smallest number
 * @param high the largest number
 */
record SearchColumn(
        String name,
        Function<SearchResult.Configuration, @Nullable JsonNode> value,
        List<String> texts,
        double low,
        double high) {

    /** From this ratio of the largest to the smallest on, numbers are spread by their logarithms. */
    private static final double WIDE = 20;

    /** Returns every key that a search set. */
    static List<SearchColumn> keys(SearchResult search) {
        return search.best().values().keySet().stream()
                .map(pointer -> of(pointer.replaceFirst(".*/", ""), search, one -> {
                    String text = one.values().get(pointer);
                    return text == null ? null : Json.COMPACT.readTree(text);
                }))
                .toList();
    }

    /** Returns the score that configurations are selected by. */
    static SearchColumn score(SearchResult search) {
        return of(name(search.selectBy()), search, one -> {
            double score = one.score(search.selectBy());
            return Double.isFinite(score) ? Json.COMPACT.valueToTree(score) : null;
        });
    }

    /** Returns the title of a score. */
    static String name(SearchResult.Criterion criterion) {
        return "validation " + criterion.name().toLowerCase(Locale.ROOT);
    }

    private static SearchColumn of(
            String name, SearchResult search, Function<SearchResult.Configuration, @Nullable JsonNode> value) {
        List<JsonNode> values = search.configurations().stream()
                .map(value)
                .filter(Objects::nonNull)
                .toList();
        boolean numbers = values.stream().allMatch(SearchColumn::isNumber);
        return new SearchColumn(
                name,
                value,
                numbers
                        ? List.of()
                        : values.stream().map(JsonNode::toString).distinct().toList(),
                values.stream().mapToDouble(SearchColumn::number).min().orElse(0),
                values.stream().mapToDouble(SearchColumn::number).max().orElse(0));
    }

    /** Returns whether a value is a number, or a list of a single one, such as the size of the only layer. */
    private static boolean isNumber(JsonNode value) {
        return value.isNumber()
                || (value.isArray() && value.size() == 1 && value.get(0).isNumber());
    }

    private static double number(JsonNode value) {
        return isNumber(value) ? (value.isArray() ? value.get(0) : value).asDouble(Double.NaN) : Double.NaN;
    }

    /** Returns whether its values are numbers. */
    boolean numeric() {
        return texts.isEmpty();
    }

    /** Returns whether they are spread by their logarithms. */
    boolean logarithmic() {
        return numeric() && low > 0 && high / low >= WIDE;
    }

    /** Returns what a configuration has there, as it stands in a spec. */
    String text(SearchResult.Configuration one) {
        JsonNode found = value.apply(one);
        return found == null ? "-" : found.toString();
    }

    /** Returns the number that a configuration has there; NaN where it is none. */
    double number(SearchResult.Configuration one) {
        JsonNode found = value.apply(one);
        return found == null ? Double.NaN : number(found);
    }

    /** Returns where a configuration lies, from 0 to 1; NaN where it has no number. */
    double position(SearchResult.Configuration one) {
        if (!numeric()) {
            return texts.size() == 1 ? 0.5 : (double) texts.indexOf(text(one)) / (texts.size() - 1);
        }
        return high == low ? 0.5 : (scaled(number(one)) - scaled(low)) / (scaled(high) - scaled(low));
    }

    private double scaled(double number) {
        return logarithmic() ? Math.log(number) : number;
    }
}
