package org.bakeoff.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bakeoff.spec.Search;
import tools.jackson.databind.JsonNode;

/**
 * What a sweep tried for one model.
 *
 * @param model the model's name
 * @param by what a setting was selected by
 * @param selected the number of the setting that was selected
 * @param settings all that were tried, by their numbers
 */
public record ModelSelection(String model, Search.By by, int selected, List<Tried> settings) {

    /** Copies the list. */
    public ModelSelection {
        settings = List.copyOf(settings);
    }

    /**
     * One setting.
     *
     * @param setting its number, from 1 on
     * @param values what it sets, by JSON pointers into the spec
     * @param loss the mean over seeds of the mean loss on the validation examples, in nats; NaN if a seed diverged or failed
     * @param accuracy the mean over seeds of the fraction of right predictions on them; NaN likewise
     * @param seeds each seed's
     */
    public record Tried(int setting, Map<String, JsonNode> values, double loss, double accuracy, List<Score> seeds) {

        /** Copies the map, in its order, and the list. */
        public Tried {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            seeds = List.copyOf(seeds);
        }

        /** What it sets, in words: the keys without the way to them. */
        public String words() {
            return values.entrySet().stream()
                    .map(entry -> entry.getKey().replaceFirst(".*/", "") + " " + entry.getValue())
                    .collect(Collectors.joining(", "));
        }

        /** What it is judged by; NaN if it can't be. */
        public double score(Search.By by) {
            return by == Search.By.LOSS ? loss : accuracy;
        }
    }

    /**
     * What one trial reached on the validation examples with the weights that it kept.
     *
     * @param seed its seed
     * @param loss mean loss an example, in nats; NaN if it diverged or failed
     * @param accuracy fraction of right predictions; NaN likewise
     */
    public record Score(long seed, double loss, double accuracy) {}

    /** The setting that was selected. */
    public Tried best() {
        return settings.get(selected - 1);
    }
}
