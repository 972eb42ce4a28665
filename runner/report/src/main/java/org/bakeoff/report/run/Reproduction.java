package org.bakeoff.report.run;

import java.util.List;
import java.util.Optional;
import org.bakeoff.statistics.ComparisonResult;

/**
 * Holds the result of training a run's models again.
 *
 * @param verdict whether the run was reproduced
 * @param changes the differences to the first run in data, plugins, natives, versions and device
 * @param identical the trials whose predictions are the same to the byte
 * @param other the trials whose predictions are not
 * @param failed the trials that failed in both runs, and so have no predictions
 * @param both both runs compared, where predictions differ: each model with other predictions with itself alone
 */
public record Reproduction(
        Verdict verdict,
        List<RunDifference> changes,
        List<String> identical,
        List<String> other,
        List<String> failed,
        Optional<ComparisonResult> both) {

    /** Says whether the run was reproduced. */
    public enum Verdict {
        /** The predictions are byte-identical. */
        IDENTICAL,
        /** They differ, but each model is equivalent to itself: the interval of the difference lies within the margin. */
        EQUIVALENT,
        /** A model differs significantly from itself, more of its trials failed, or it was given other data. */
        DIFFERENT,
        /** Neither is shown: more seeds, more test examples or another margin are needed. */
        UNDECIDED;

        /** Returns whether the run was reproduced. */
        public boolean isReproduced() {
            return this == IDENTICAL || this == EQUIVALENT;
        }
    }

    /** Copies the lists. */
    public Reproduction {
        changes = List.copyOf(changes);
        identical = List.copyOf(identical);
        other = List.copyOf(other);
        failed = List.copyOf(failed);
    }
}
