package org.bakeoff.experiment;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads labels, which are names of classes or their indexes. */
final class ClassNames {

    /** The characters of a name, at most. */
    static final int LONGEST = 1_000;

    private static final Pattern ZERO_IN_FRONT = Pattern.compile("[+-]?0[0-9]");

    /** A whole number as tools write it, some with zeros behind the point. Zeros behind another digit may mean something: 1.1 and 1.10. */
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+(\\.0*)?");

    private final List<String> names;
    private final Map<String, Integer> byName = new HashMap<>();
    private final Map<BigDecimal, Integer> byNumber = new HashMap<>();
    /** By the form of Unicode that most tools write; -1 for a name that several classes have in it. */
    private final Map<String, Integer> byComposed = new HashMap<>();

    /** Says how a label is read. */
    enum Reading {
        /** As the name of a class; a whole number is the same name with zeros behind the point, such as 1 and 1.0. */
        NAME,
        /** As the index of a class, from 0. */
        INDEX
    }

    /**
     * Reads labels of some classes.
     *
     * @param names the names of the classes, at the positions of their indexes
     */
    ClassNames(List<String> names) {
        this.names = List.copyOf(names);
        for (int index = 0; index < names.size(); index++) {
            int at = index;
            byName.put(names.get(index), index);
            byComposed.merge(composed(names.get(index)), index, (first, second) -> -1);
            whole(names.get(index)).ifPresent(number -> byNumber.putIfAbsent(number, at));
        }
    }

    /**
     * Returns the classes of some labels: if all are numbers, in ascending order and each whole number once, else by
     * their characters.
     */
    static ClassNames of(Collection<String> labels) {
        Set<String> names = new TreeSet<>(labels);
        if (names.stream().allMatch(name -> number(name).isPresent())) {
            Map<Object, String> distinct = new LinkedHashMap<>();
            names.forEach(name -> distinct.putIfAbsent(
                    whole(name).<Object>map(number -> number).orElse(name), name));
            return new ClassNames(distinct.values().stream()
                    .sorted(Comparator.comparing((String name) -> number(name).orElseThrow())
                            .thenComparing(Comparator.naturalOrder()))
                    .toList());
        }
        return new ClassNames(List.copyOf(names));
    }

    /** Returns labels that are one number, of which some have zeros in front, as codes have them; none if there are no such labels. */
    static List<String> codes(Collection<String> labels) {
        return new TreeSet<>(labels)
                .stream()
                        .filter(name -> whole(name).isPresent())
                        .collect(Collectors.groupingBy(
                                name -> whole(name).orElseThrow(), TreeMap::new, Collectors.toList()))
                        .values()
                        .stream()
                        .filter(same -> same.size() > 1
                                && same.stream()
                                        .anyMatch(name ->
                                                ZERO_IN_FRONT.matcher(name).lookingAt()))
                        .findFirst()
                        .orElse(List.of());
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return text.length() > LONGEST ? Optional.empty() : Optional.of(new BigDecimal(text).stripTrailingZeros());
        } catch (ArithmeticException | NumberFormatException e) {
            // The exponent may be out of range, before or after zeros were taken off.
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> whole(String text) {
        return WHOLE.matcher(text).matches() ? number(text) : Optional.empty();
    }

    /** Returns the names of the classes, at the positions of their indexes. */
    List<String> names() {
        return names;
    }

    /** Returns the ways to read labels by which each of them is a class. */
    Set<Reading> readings(Collection<String> labels) {
        Set<Reading> possible = EnumSet.allOf(Reading.class);
        possible.removeIf(reading ->
                labels.stream().anyMatch(label -> reader(reading).apply(label).isEmpty()));
        return possible;
    }

    /** Returns what reads a label in one way; a label that is no class has no index. */
    Function<String, OptionalInt> reader(Reading reading) {
        return reading == Reading.NAME ? this::named : this::index;
    }

    /** Returns what reads some labels: as names, unless that is impossible and they may be indexes. */
    Function<String, OptionalInt> reader(Collection<String> labels) {
        return reader(readings(labels).stream().findFirst().orElse(Reading.NAME));
    }

    private OptionalInt named(String label) {
        Integer index = byName.get(label);
        if (index == null) {
            index = whole(label).map(byNumber::get).orElseGet(() -> byComposed.get(composed(label)));
        }
        return index == null || index < 0 ? OptionalInt.empty() : OptionalInt.of(index);
    }

    /** Returns a text with each letter and its marks as one character, where there is one. */
    static String composed(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private OptionalInt index(String label) {
        return whole(label)
                .filter(number -> number.signum() >= 0 && number.compareTo(BigDecimal.valueOf(names.size())) < 0)
                .map(number -> OptionalInt.of(number.intValue()))
                .orElse(OptionalInt.empty());
    }
}
