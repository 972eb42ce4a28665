package org.bakeoff.statistics;

import java.util.List;
import java.util.Map;

/**
 * The primary metric in parts of the test examples. All of it is exploratory.
 *
 * @param name its name in comparison.json
 * @param title its heading for people
 * @param note how the parts were cut; may be empty
 * @param metric the metric's name
 * @param slices the parts
 */
public record SlicesResult(String name, String title, String note, String metric, List<Slice> slices) {

    /** Copies the list. */
    public SlicesResult {
        slices = List.copyOf(slices);
    }

    /**
     * One part.
     *
     * @param name what it is
     * @param examples how many examples it has
     * @param clusters how many clusters they form
     * @param models the metric of every model, by the model's name
     * @param differences the difference of every pair of models
     */
    public record Slice(
            String name,
            int examples,
            int clusters,
            Map<String, ModelResult.Measured> models,
            List<Difference> differences) {

        /** Copies the list. */
        public Slice {
            differences = List.copyOf(differences);
        }
    }

    /**
     * Two models in one part.
     *
     * @param left the model that stands first in the spec
     * @param right the other
     * @param difference left minus right
     * @param versusRest that difference less the same difference outside of the part: whether the part makes a difference
     */
    public record Difference(String left, String right, Estimate difference, Estimate versusRest) {}
}
