package org.bakeoff.report;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.bakeoff.io.Json;
import org.bakeoff.statistics.SearchResult;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A key that a search set, or the score that came of it, as a scale: where each of its values lies between the lowest, 0, and the
 * highest, 1.
 *
 * @param name the key without the way to it
 * @param value what a configuration has there; null for none
 * @param texts the values in their order where not all are numbers; else empty
 * @param low the smallest number
 * @param high the largest number
 */
record TuningColumn(
        String name,
        Function<SearchResult.Configuration, @Nullable JsonNode> value,
        List<String> texts,
        double low,
        double high) {

    /** From this ratio of the largest to the smallest on, numbers are spread by their logarithms. */
    private static final double WIDE = 20;

    /** Every key that a search set. */
    static List<TuningColumn> keys(SearchResult tuning) {
        return tuning.best().values().keySet().stream()
                .map(pointer -> of(pointer, tuning))
                .toList();
    }

    private static TuningColumn of(String pointer, SearchResult tuning) {
        Function<SearchResult.Configuration, @Nullable JsonNode> read = tried -> {
            String text = tried.values().get(pointer);
            return text == null ? null : Json.COMPACT.readTree(text);
        };
        List<JsonNode> values = tuning.configurations().stream()
                .map(read)
                .filter(Objects::nonNull)
                .toList();
        boolean numbers = values.stream().allMatch(TuningColumn::number);
        Set<String> texts = new LinkedHashSet<>();
        values.forEach(value -> texts.add(value.toString()));
        return new TuningColumn(
                pointer.replaceFirst(".*/", ""),
                read,
                numbers ? List.of() : List.copyOf(texts),
                values.stream().mapToDouble(TuningColumn::figure).min().orElse(0),
                values.stream().mapToDouble(TuningColumn::figure).max().orElse(0));
    }

    /** The score that configurations are selected by. */
    static TuningColumn score(SearchResult tuning) {
        List<Double> scores = tuning.configurations().stream()
                .map(tried -> tried.score(tuning.selectBy()))
                .filter(Double::isFinite)
                .toList();
        return new TuningColumn(
                "validation " + tuning.selectBy().name().toLowerCase(Locale.ROOT),
                tried -> Json.COMPACT.valueToTree(tried.score(tuning.selectBy())),
                List.of(),
                scores.stream().min(Double::compare).orElse(0.0),
                scores.stream().max(Double::compare).orElse(0.0));
    }

    /** A number, or a list of a single one, such as the size of the only layer. */
    private static boolean number(JsonNode value) {
        return value.isNumber()
                || (value.isArray() && value.size() == 1 && value.get(0).isNumber());
    }

    private static double figure(JsonNode value) {
        return number(value) ? (value.isArray() ? value.get(0) : value).asDouble() : Double.NaN;
    }

    /** Whether its values are numbers. */
    boolean numeric() {
        return texts.isEmpty();
    }

    /** Whether they are spread by their logarithms. */
    boolean logarithmic() {
        return numeric() && low > 0 && high / low >= WIDE;
    }

    /** How numbers are spread, for a chart. */
    Map<String, Object> spread() {
        return logarithmic() ? VegaLite.object("type", "log", "nice", false) : VegaLite.object("zero", false);
    }

    /** What a configuration has there, as it stands in a spec. */
    String text(SearchResult.Configuration tried) {
        JsonNode found = value.apply(tried);
        return found == null ? "-" : found.toString();
    }

    /** The number that a configuration has there; NaN where it is none. */
    double figure(SearchResult.Configuration tried) {
        JsonNode found = value.apply(tried);
        return found == null ? Double.NaN : figure(found);
    }

    /** Where a configuration lies, from 0 to 1. */
    double position(SearchResult.Configuration tried) {
        if (!numeric()) {
            return texts.size() == 1 ? 0.5 : (double) texts.indexOf(text(tried)) / (texts.size() - 1);
        }
        return high == low ? 0.5 : (scaled(figure(tried)) - scaled(low)) / (scaled(high) - scaled(low));
    }

    private double scaled(double number) {
        return logarithmic() ? Math.log(number) : number;
    }
}
