package org.bakeoff.statistics;

import java.util.List;
import java.util.Optional;

/**
 * The data of a comparison.
 *
 * @param description what it is
 * @param positive with two classes the positive class, which metrics of a single class are about; else empty
 * @param test test examples
 * @param clusters how many clusters the test examples form; of groups and texts the fewer
 * @param effectiveClusters how many clusters of equal size would tell as much of the variance
 * @param checks what was counted in the data that could mislead
 * @param notes what was assumed in reading the data, a clause each
 */
public record ComparedDataset(
        DatasetDescription description,
        Optional<String> positive,
        int test,
        int clusters,
        double effectiveClusters,
        List<DataCheck> checks,
        List<String> notes) {

    /** Copies the lists. */
    public ComparedDataset {
        checks = List.copyOf(checks);
        notes = List.copyOf(notes);
    }
}
