package org.bakeoff.training;

import org.jspecify.annotations.Nullable;

/**
 * How a trial ended: with a result, or with the reason why it has none.
 *
 * @param trial the trial
 * @param result what it gave, or null if it failed
 * @param failure why it failed, for the user; null if it did not
 * @param kept whether an earlier run had finished it
 */
public record Outcome(
        Trial trial, @Nullable TrialResult result, @Nullable String failure, boolean kept) {

    static Outcome done(Trial trial, TrialResult result) {
        return new Outcome(trial, result, null, false);
    }

    /** The reason goes into other sentences, so that a full stop at its end is left out. */
    static Outcome failed(Trial trial, String failure) {
        return new Outcome(trial, null, failure.replaceFirst("\\.$", ""), false);
    }

    /** The same, of an earlier run. */
    Outcome ofEarlierRun() {
        return new Outcome(trial, result, failure, true);
    }
}
