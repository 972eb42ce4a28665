package org.bakeoff.statistics;

import java.util.AbstractList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * An unmodifiable list of comparisons that finds them by the two models that they are of.
 *
 * @param <P> the comparisons' own type
 */
public final class ComparedPairs<P extends ComparedPair<P>> extends AbstractList<P> implements RandomAccess {

    private final List<P> comparisons;
    private final Map<Names, P> byNames = new HashMap<>();

    private ComparedPairs(Collection<P> comparisons) {
        this.comparisons = List.copyOf(comparisons);
        comparisons.forEach(pair -> byNames.putIfAbsent(Names.of(pair.left(), pair.right()), pair));
    }

    /** Copies comparisons that aren't such a list already; of several of the same models, the first one is found. */
    public static <P extends ComparedPair<P>> ComparedPairs<P> of(Collection<P> comparisons) {
        return comparisons instanceof ComparedPairs<P> pairs ? pairs : new ComparedPairs<>(comparisons);
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

    @Override
    public P get(int index) {
        return comparisons.get(index);
    }

    @Override
    public int size() {
        return comparisons.size();
    }
}
