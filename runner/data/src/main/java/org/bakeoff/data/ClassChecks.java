package org.bakeoff.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Finds classes that could be a mistake in the data: alike but for the spelling, without a real name, or rare. */
public final class ClassChecks {

    /** Below so many examples a class is rare. */
    private static final long FEW_EXAMPLES = 10;

    /** Below this part of all examples a class is rare, unless there are so many classes that it is usual. */
    private static final double SMALL_SHARE = 0.01;

    private final List<String> names;
    private final long[] sizes;

    /**
     * Prepares the checks.
     *
     * @param names the names of the classes
     * @param train the training examples, those for validation among them
     * @param test the test examples
     */
    public ClassChecks(List<String> names, ExampleTable train, ExampleTable test) {
        this.names = List.copyOf(names);
        this.sizes = new long[names.size()];
        for (ExampleTable set : List.of(train, test)) {
            IntStream.range(0, set.size()).forEach(example -> sizes[set.label(example)]++);
        }
    }

    /**
     * A class.
     *
     * @param name its name
     * @param examples the number of its training and test examples
     */
    public record NamedClass(String name, long examples) {}

    /**
     * Returns the classes whose names differ only in case, blanks (or hyphens or underscores for them), invisible
     * characters, quotes around them or the format of a number, each group
     * by descending number of examples.
     */
    public List<List<NamedClass>> alike() {
        Map<String, List<NamedClass>> groups = new LinkedHashMap<>();
        for (int index = 0; index < names.size(); index++) {
            groups.computeIfAbsent(PlainName.of(names.get(index)), key -> new ArrayList<>())
                    .add(named(index));
        }
        return groups.values().stream()
                .filter(group -> group.size() > 1)
                .map(group -> group.stream()
                        .sorted(Comparator.comparing(NamedClass::examples).reversed())
                        .toList())
                .toList();
    }

    /** Returns the classes whose names stand for a missing value. */
    public List<NamedClass> emptyLike() {
        return classes(index -> PlainName.isForNone(names.get(index)));
    }

    /** Returns the classes of fewer than ten examples, or below 1% of all. With over 50 classes it is half of an equal share. */
    public List<NamedClass> rare() {
        double share = Math.min(SMALL_SHARE, 0.5 / names.size());
        return classes(index -> sizes[index] < FEW_EXAMPLES || sizes[index] < share * total());
    }

    /** Returns the number of training and test examples. */
    public long total() {
        return LongStream.of(sizes).sum();
    }

    private List<NamedClass> classes(IntPredicate wanted) {
        return IntStream.range(0, names.size())
                .filter(wanted)
                .mapToObj(this::named)
                .toList();
    }

    private NamedClass named(int index) {
        return new NamedClass(names.get(index), sizes[index]);
    }
}
