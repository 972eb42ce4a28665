package org.bakeoff.data;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Finds classes that could be a mistake in the data: alike but for the spelling, without a real name, or rare. */
public final class ClassChecks {

    /** Below so many examples a class is rare. */
    private static final long FEW_EXAMPLES = 10;

    /** Below this part of all examples a class is rare, unless there are so many classes that it is usual. */
    private static final double SMALL_SHARE = 0.01;

    private static final Set<String> EMPTY_LIKE = Set.of(
            "",
            "nan",
            "null",
            "none",
            "nil",
            "na",
            "n/a",
            "#n/a",
            "<na>",
            "nat",
            "undefined",
            "missing",
            "?",
            "-",
            "--");

    /** Blanks and what can't be seen: soft hyphens, zero-width characters, byte order marks. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Z}\\p{Cc}\\p{Cf}\\u034F\\u115F\\u1160\\u2800\\u3164\\uFE00-\\uFE0F\\uFFA0]");

    /** Quotes around a name, and a full stop behind it. */
    private static final Pattern DECORATION = Pattern.compile("^[\"'`]+|[\"'`.]+$");

    /** Hyphens and underscores between letters, where another name has blanks. */
    private static final Pattern JOINT = Pattern.compile("(?<=\\p{L})[-_\u2010\u2011](?=\\p{L})");

    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

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
            groups.computeIfAbsent(essence(names.get(index)), key -> new ArrayList<>())
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
        return classes(index -> EMPTY_LIKE.contains(essence(names.get(index))));
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

    /** Returns what is left of a name without case, blanks, invisible characters, quotes and the format of a number. */
    private static String essence(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKC);
        String seen = INVISIBLE.matcher(plain).replaceAll("").replace('\u2212', '-');
        String visible = JOINT.matcher(DECORATION.matcher(seen).replaceAll("")).replaceAll("");
        if (NUMBER.matcher(visible).matches()) {
            return new BigDecimal(visible).stripTrailingZeros().toString();
        }
        return visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }
}
