package org.bakeoff.statistics;

import java.util.List;

/**
 * The data of a comparison.
 *
 * @param description what it is
 * @param test test examples
 * @param clusters how many clusters the test examples form
 * @param checks what was counted in the data that could mislead
 */
public record ComparedDataset(DatasetDescription description, int test, int clusters, List<DataCheck> checks) {

    /** Copies the list. */
    public ComparedDataset {
        checks = List.copyOf(checks);
    }
}
