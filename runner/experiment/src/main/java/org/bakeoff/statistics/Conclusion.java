package org.bakeoff.statistics;

import java.util.List;

/**
 * What a comparison comes to; sentences are without the full stop.
 *
 * @param floors whether each network beats guessing and the floors; first, for nothing else matters if it doesn't
 * @param verdicts a sentence a pair of models, about the primary metric
 * @param power what differences the experiment could have detected, a pair of models each, and how many seeds others need
 * @param warnings what the reader must know to weigh all that: budgets that differ, seeds that collapse, a missing floor
 */
public record Conclusion(List<String> floors, List<String> verdicts, List<Power> power, List<String> warnings) {

    /** Copies the lists. */
    public Conclusion {
        floors = List.copyOf(floors);
        verdicts = List.copyOf(verdicts);
        power = List.copyOf(power);
        warnings = List.copyOf(warnings);
    }
}
