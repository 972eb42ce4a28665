package org.bakeoff.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bakeoff.spec.SearchMethod;

/**
 * What a search tried for one model.
 *
 * @param model the model's name
 * @param selectBy what a configuration was selected by
 * @param selected the number of the configuration that was selected
 * @param configurations all that were tried, by their numbers
 */
public record ModelSelection(String model, SearchMethod.SelectBy selectBy, int selected, List<Tried> configurations) {

    /** Copies the list. */
    public ModelSelection {
        configurations = List.copyOf(configurations);
    }

    /**
     * One configuration.
     *
     * @param configuration its number, from 1 on
     * @param values what it sets: JSON texts by JSON pointers into the spec
     * @param loss the mean over seeds of the mean loss on the validation examples, in nats; NaN if a seed diverged or failed
     * @param accuracy the mean over seeds of the fraction of right predictions on them; NaN likewise
     * @param seeds each seed's
     */
    public record Tried(
            int configuration, Map<String, String> values, double loss, double accuracy, List<Score> seeds) {

        /** Copies the map, in its order, and the list. */
        public Tried {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            seeds = List.copyOf(seeds);
        }

        /** Returns the score to select by; NaN if there is none. */
        public double score(SearchMethod.SelectBy by) {
            return by == SearchMethod.SelectBy.LOSS ? loss : accuracy;
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

    /** Returns the configuration that was selected. */
    public Tried best() {
        return configurations.get(selected - 1);
    }
}
