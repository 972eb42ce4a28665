package org.bakeoff.statistics;

import java.util.List;

/**
 * Something counted in the data that could mislead.
 *
 * @param name its name in comparison.json, such as "textsInBothHalves"
 * @param title what was counted
 * @param count how many
 * @param total of how many
 * @param without the contrasts of the primary metric without the test examples that were counted; empty where none was, or
 *     where leaving them out means nothing
 */
public record DataCheck(String name, String title, long count, long total, List<Contrast> without) {

    /** Copies the list. */
    public DataCheck {
        without = List.copyOf(without);
    }
}
