package org.bakeoff.statistics;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Comparisons by the two models that they are of.
 *
 * @param <P> the comparisons' own type
 */
public final class ComparedPairs<P extends ComparedPair<P>> {

    private final Map<Names, P> byNames = new HashMap<>();

    /** Takes the comparisons; of several of the same models, the first one counts. */
    public ComparedPairs(Collection<P> comparisons) {
        comparisons.forEach(pair -> byNames.putIfAbsent(Names.of(pair.left(), pair.right()), pair));
    }

    /** The names of two models, the lesser one first. */
    private record Names(String first, String second) {

        static Names of(String one, String other) {
            return one.compareTo(other) <= 0 ? new Names(one, other) : new Names(other, one);
        }
    }

    /** Returns the comparison of these two models, with the first one on the left; empty if there is none. */
    public Optional<P> find(String left, String right) {
        return Optional.ofNullable(byNames.get(Names.of(left, right)))
                .map(pair -> pair.left().equals(left) ? pair : pair.reversed());
    }
}
