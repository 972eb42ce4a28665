package org.bakeoff.statistics;

/**
 * Two models with a verdict.
 *
 * @param <P> the comparison's own type
 */
public interface ComparedPair<P extends ComparedPair<P>> {

    /** Returns the model that stands first. */
    String left();

    /** Returns the other model. */
    String right();

    /** Returns what may be concluded of them. */
    Verdict verdict();

    /** Returns the same comparison with left and right swapped. */
    P reversed();

    /** Returns whether one of the models is better than the other. */
    default boolean hasWinner() {
        return isBetter(left()) || isBetter(right());
    }

    /** Returns whether the model is better than the other one. */
    default boolean isBetter(String model) {
        return switch (verdict()) {
            case LEFT_BETTER -> left().equals(model);
            case RIGHT_BETTER -> right().equals(model);
            case EQUIVALENT, NO_SIGNIFICANT_DIFFERENCE, UNDETERMINED -> false;
        };
    }
}
