package org.bakeoff.statistics;

import java.util.Collection;
import java.util.Optional;

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

    /** Returns whether it compares these two models, in whichever order. */
    default boolean isOf(String one, String other) {
        return (left().equals(one) && right().equals(other)) || (left().equals(other) && right().equals(one));
    }

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

    /** Returns the first of the comparisons that is of these two models, with the first one on the left; empty if none is. */
    static <P extends ComparedPair<P>> Optional<P> find(Collection<P> comparisons, String left, String right) {
        return comparisons.stream()
                .filter(pair -> pair.isOf(left, right))
                .findFirst()
                .map(pair -> pair.left().equals(left) ? pair : pair.reversed());
    }
}
