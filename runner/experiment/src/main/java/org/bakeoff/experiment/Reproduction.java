package org.bakeoff.experiment;

import java.util.List;
import java.util.Optional;
import org.bakeoff.statistics.ComparisonResult;
import org.bakeoff.statistics.PairwiseComparison;

/**
 * Holds the result of training a run's models again.
 *
 * @param verdict whether the predictions are the same
 * @param changes the differences to the first run, a sentence each: data, plugins, natives, versions, device
 * @param identical the trials whose predictions are the same to the byte
 * @param other the trials whose predictions are not
 * @param both both runs compared, where predictions differ
 * @param comparisons in {@code both}, how each model with other predictions compares with itself
 */
public record Reproduction(
        Verdict verdict,
        List<String> changes,
        List<String> identical,
        List<String> other,
        Optional<ComparisonResult> both,
        List<PairwiseComparison> comparisons) {

    /** Says whether the predictions are the same. */
    public enum Verdict {
        /** They are byte-identical. */
        IDENTICAL,
        /** They differ, but no model differs significantly from itself. */
        WITHIN_NOISE,
        /** A model is better or worse than itself, has failed, or was given other data. */
        DIFFERENT
    }

    /** Copies the lists. */
    public Reproduction {
        changes = List.copyOf(changes);
        identical = List.copyOf(identical);
        other = List.copyOf(other);
        comparisons = List.copyOf(comparisons);
    }
}
