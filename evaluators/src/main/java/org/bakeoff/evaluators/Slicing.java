package org.bakeoff.evaluators;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.bakeoff.api.Comparison;
import org.bakeoff.api.ConfigProperty;
import org.bakeoff.api.Example;
import org.bakeoff.api.Finding;
import org.bakeoff.api.Finding.Slices;
import org.jspecify.annotations.Nullable;

/**
 * Divides the test set into subsets: by quartile of length, by whether examples fill the dataset's length and so may be
 * truncated, and by each chosen attribute. The subsets of one finding do not overlap, and together are the test set.
 */
public final class Slicing extends NamedEvaluator<Slicing.Config> {

    private static final int FEW = 20;

    /** So many attributes are divided by where none are chosen. */
    private static final int MOST = 50;

    private static final String MISSING = "none given";

    /** The characters of an attribute's name or value that are shown. */
    private static final int SHOWN = 200;

    /**
     * Chooses the attributes.
     *
     * @param attributes the attributes; null: the first 50 of 2 to 20 distinct values, by name
     */
    public record Config(
            @ConfigProperty(
                    "attributes of examples to divide by, such as rating; absent: the first 50 of 2 to 20 distinct values, by name")
            @Nullable
            List<String> attributes) {

        /** Copies the list. */
        public Config {
            attributes = attributes == null ? null : List.copyOf(attributes);
        }
    }

    /** For the service loader. */
    public Slicing() {
        super(
                "slices",
                "the models on subsets of the test set: by length, truncation and attributes",
                new Config(null));
    }

    @Override
    public List<Finding> evaluate(Config config, Comparison comparison) {
        List<Finding> findings = new ArrayList<>();
        if (!comparison.examples().isEmpty()) {
            findings.add(lengths(comparison));
            findings.add(truncation(comparison));
        }
        Set<String> names = new HashSet<>();
        Map<String, Set<String>> known = attributes(comparison);
        List<String> wanted = config.attributes() != null
                ? config.attributes().stream().distinct().toList()
                : known.entrySet().stream()
                        .filter(attribute -> attribute.getValue().size() > 1
                                && attribute.getValue().size() <= FEW)
                        .map(Map.Entry::getKey)
                        .limit(MOST)
                        .toList();
        for (String attribute : wanted) {
            String name = "slicesOf" + letters(attribute);
            String free = name;
            for (int next = 2; !names.add(free); next++) {
                free = name + "N" + next;
            }
            findings.add(attribute(free, attribute, known, comparison.examples()));
        }
        return findings;
    }

    private static Slices lengths(Comparison comparison) {
        int[] lengths = comparison.examples().stream()
                .mapToInt(example -> example.tokens().length)
                .toArray();
        int[] sorted = lengths.clone();
        Arrays.sort(sorted);
        List<Slices.Slice> slices = new ArrayList<>();
        int from = Integer.MIN_VALUE;
        for (int quarter = 1; quarter <= 4; quarter++) {
            int over = from;
            int to = sorted[Math.toIntExact(((long) sorted.length * quarter + 3) / 4) - 1];
            int shortest = IntStream.of(sorted)
                    .filter(length -> length > over)
                    .findFirst()
                    .orElse(to);
            String name = (shortest == to ? "" : shortest + " to ") + to + " tokens";
            add(slices, name, lengths.length, example -> lengths[example] > over && lengths[example] <= to);
            from = to;
        }
        return new Slices(
                "slicesByLength",
                "By length",
                "Divided at the quartiles of the number of tokens that models see; examples of one length stay together.",
                slices);
    }

    private static Slices truncation(Comparison comparison) {
        List<Example> examples = comparison.examples();
        int length = comparison.data().length();
        List<Slices.Slice> slices = new ArrayList<>();
        IntPredicate shorter = example -> examples.get(example).tokens().length < length;
        add(slices, "shorter", examples.size(), shorter);
        add(slices, "truncated", examples.size(), shorter.negate());
        return new Slices(
                "slicesByTruncation",
                "Truncated or not",
                String.format(
                        Locale.ROOT,
                        "Models see at most %,d tokens. An example of that length counts as truncated, though it may just fit.",
                        length),
                slices);
    }

    private static Slices attribute(
            String name, String attribute, Map<String, Set<String>> known, List<Example> examples) {
        List<Slices.Slice> slices = new ArrayList<>();
        Set<String> titles = new HashSet<>();
        Set<String> values = known.getOrDefault(attribute, Set.of());
        for (String value : sorted(values)) {
            add(
                    slices,
                    unique(value, titles),
                    examples.size(),
                    example -> value.equals(examples.get(example).attributes().get(attribute)));
        }
        if (!values.isEmpty()) {
            add(
                    slices,
                    unique(values.contains(MISSING) ? "(" + MISSING + ")" : MISSING, titles),
                    examples.size(),
                    example -> !examples.get(example).attributes().containsKey(attribute));
        }
        return new Slices(
                name,
                "By " + shown(attribute),
                values.isEmpty()
                        ? "No example has the attribute '" + shown(attribute) + "'; there are "
                                + shown(known.keySet().toString())
                        : "",
                slices);
    }

    /** Returns a title for a value that no other has; of a long value it is the beginning. */
    private static String unique(String value, Set<String> titles) {
        String title = value.isBlank() ? "(blank)" : shown(value);
        String free = title;
        for (int next = 2; !titles.add(free); next++) {
            free = title + " (" + next + ")";
        }
        return free;
    }

    private static String shown(String text) {
        if (text.length() <= SHOWN) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
        return text.substring(0, end) + "...";
    }

    private static Map<String, Set<String>> attributes(Comparison comparison) {
        Map<String, Set<String>> known = new TreeMap<>();
        for (Example example : comparison.examples()) {
            example.attributes()
                    .forEach((name, value) ->
                            known.computeIfAbsent(name, any -> new TreeSet<>()).add(value));
        }
        return known;
    }

    /** Sorts by number if all are numbers, else by letter. */
    private static List<String> sorted(Set<String> values) {
        List<String> sorted = new ArrayList<>(values);
        if (values.stream().allMatch(value -> value.matches("-?\\d{1,9}(\\.\\d{1,9})?"))) {
            sorted.sort((left, right) -> Double.compare(Double.parseDouble(left), Double.parseDouble(right)));
        }
        return sorted;
    }

    /** Adds the examples that are wanted, if there are any. */
    private static void add(List<Slices.Slice> slices, String name, int examples, IntPredicate wanted) {
        int[] inside = IntStream.range(0, examples).filter(wanted).toArray();
        if (inside.length > 0) {
            slices.add(new Slices.Slice(name, inside));
        }
    }

    private static String letters(String attribute) {
        String all = attribute.replaceAll("[^A-Za-z0-9]", "");
        String letters = all.substring(0, Math.min(SHOWN, all.length()));
        return letters.isEmpty() ? letters : letters.substring(0, 1).toUpperCase(Locale.ROOT) + letters.substring(1);
    }
}
