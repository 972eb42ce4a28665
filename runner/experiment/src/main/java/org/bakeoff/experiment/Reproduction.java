package org.bakeoff.experiment;

import java.util.List;

/**
 * What came of training a run's models again.
 *
 * @param verdict whether the predictions are the same
 * @param changes what was different from the first time, a sentence each: data, plugins, natives, versions, device
 * @param identical the trials whose predictions are the same to the byte
 * @param other the trials whose predictions are not
 * @param contrasts for each model that has one of those, how it compares with itself, in a sentence
 */
public record Reproduction(
        Verdict verdict, List<String> changes, List<String> identical, List<String> other, List<String> contrasts) {

    /** Whether the predictions are the same. */
    public enum Verdict {
        /** To the byte. */
        IDENTICAL,
        /** They aren't, but the comparison can't tell any model from itself. */
        WITHIN_NOISE,
        /** A model is better or worse than itself, has failed, or was given other data. */
        DIFFERENT
    }

    /** Copies the lists. */
    public Reproduction {
        changes = List.copyOf(changes);
        identical = List.copyOf(identical);
        other = List.copyOf(other);
        contrasts = List.copyOf(contrasts);
    }
}
