package org.bakeoff.experiment;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads labels, which are names of classes or their indexes.
 *
 * @param names the names of the classes, at the positions of their indexes
 */
record ClassNames(List<String> names) {

    /** The characters of a name, at most. */
    static final int LONGEST = 1_000;

    /** Copies the list. */
    ClassNames {
        names = List.copyOf(names);
    }

    /**
     * Returns the classes of some labels: if all are numbers, different ones in ascending order, else by
     * their characters.
     */
    static ClassNames of(Collection<String> labels) {
        Set<String> names = new TreeSet<>(labels);
        if (names.stream().allMatch(name -> number(name).isPresent())) {
            SortedMap<BigDecimal, String> byNumber = new TreeMap<>();
            names.forEach(name -> byNumber.putIfAbsent(number(name).orElseThrow(), name));
            return new ClassNames(List.copyOf(byNumber.values()));
        }
        return new ClassNames(List.copyOf(names));
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > LONGEST ? Optional.empty() : Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Returns what reads the labels of a file. They are indexes where not all of them are names and all are whole numbers below the
     * number of classes; a label that is neither has no index. A number is the same class in any form, such as 1 and 1.0.
     */
    Function<String, OptionalInt> reader(Collection<String> labels) {
        Map<String, Integer> byName = new HashMap<>();
        Map<BigDecimal, Integer> byNumber = new HashMap<>();
        for (int index = 0; index < names.size(); index++) {
            int at = index;
            byName.put(names.get(index), index);
            number(names.get(index)).ifPresent(number -> byNumber.putIfAbsent(number.stripTrailingZeros(), at));
        }
        Function<String, OptionalInt> named = label -> {
            Integer index = byName.get(label);
            if (index == null) {
                index = number(label)
                        .map(number -> byNumber.get(number.stripTrailingZeros()))
                        .orElse(null);
            }
            return index == null ? OptionalInt.empty() : OptionalInt.of(index);
        };
        boolean isNamed = labels.stream().allMatch(label -> named.apply(label).isPresent());
        boolean indexes = labels.stream().allMatch(label -> index(label).isPresent());
        return isNamed || !indexes ? named : this::index;
    }

    private OptionalInt index(String label) {
        return number(label)
                .filter(number -> number.stripTrailingZeros().scale() <= 0
                        && number.signum() >= 0
                        && number.compareTo(BigDecimal.valueOf(names.size())) < 0)
                .map(number -> OptionalInt.of(number.intValue()))
                .orElse(OptionalInt.empty());
    }
}
