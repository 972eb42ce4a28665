package org.bakeoff.statistics;

/** Says what a comparison of two models allows to conclude. */
public enum Verdict {
    /** The left model is better: interval and Holm-adjusted p are both significant. */
    LEFT_BETTER,
    /** The right model is better: interval and Holm-adjusted p are both significant. */
    RIGHT_BETTER,
    /** The interval lies within the margin that was set. */
    EQUIVALENT,
    /** The difference could be chance. */
    NO_SIGNIFICANT_DIFFERENCE,
    /** Nothing can be concluded; a {@link Caveat} gives the reason. */
    UNDETERMINED;

    /** Returns the verdict with left and right swapped. */
    public Verdict reversed() {
        return switch (this) {
            case LEFT_BETTER -> RIGHT_BETTER;
            case RIGHT_BETTER -> LEFT_BETTER;
            case EQUIVALENT, NO_SIGNIFICANT_DIFFERENCE, UNDETERMINED -> this;
        };
    }
}
