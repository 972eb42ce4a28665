package org.bakeoff.statistics;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bakeoff.api.Example;
import org.bakeoff.api.Metric;

/** Counts what in the data could mislead, and compares again without it. */
final class DataChecks {

    private static final String NEAR = "nearTextsInBothHalves";
    private static final int MOST_CLASSES = 10;

    private final List<Example> train;
    private final List<Example> test;
    private final List<String> classes;
    private final int length;
    private final List<ModelResult> models;
    private final Measurements measurements;
    private final Optional<Metric> primary;

    DataChecks(ComparisonInput input, List<ModelResult> models, Measurements measurements, Optional<Metric> primary) {
        this.train = input.train();
        this.test = input.test().examples();
        this.classes = input.test().info().classes();
        this.length = input.test().info().length();
        this.models = models;
        this.measurements = measurements;
        this.primary = primary;
    }

    List<DataCheck> all() {
        List<DataCheck> checks = new ArrayList<>();
        Set<String> trained = train.stream().map(Example::text).collect(Collectors.toSet());
        checks.add(textsInBothHalves(trained));
        checks.add(nearTextsInBothHalves(trained));
        checks.add(groupsInBothHalves());
        checks.add(repeatedTexts());
        checks.addAll(balance());
        checks.add(truncated("training", train));
        checks.add(truncated("test", test));
        return checks;
    }

    /** What the reader must know of it to weigh verdicts, in sentences without the full stop. */
    static List<String> warnings(List<DataCheck> checks) {
        return checks.stream()
                .filter(check -> check.name().equals(NEAR) && check.count() > 0)
                .map(check -> String.format(
                        Locale.ROOT,
                        "%,d of %,d test texts stand in the training half too, word for word or nearly, so that a model may"
                                + " know them by heart%s",
                        check.count(),
                        check.total(),
                        check.without().isEmpty() ? "" : "; the report's data checks have the verdicts without them"))
                .toList();
    }

    private DataCheck textsInBothHalves(Set<String> trained) {
        return texts("textsInBothHalves", "Test texts that stand in the training half too", trained::contains);
    }

    /** Those that stand there word for word are among them, for leaving them out must leave out both. */
    private DataCheck nearTextsInBothHalves(Set<String> trained) {
        List<String> texts = test.stream().map(Example::text).distinct().toList();
        boolean[] near = NearTexts.find(texts, List.copyOf(trained));
        Set<String> found = IntStream.range(0, near.length)
                .filter(index -> near[index])
                .mapToObj(texts::get)
                .collect(Collectors.toSet());
        return texts(
                NEAR,
                "Test texts that stand in the training half too, if only nearly",
                text -> trained.contains(text) || found.contains(text));
    }

    private DataCheck texts(String name, String title, Predicate<String> counted) {
        Set<String> texts = test.stream().map(Example::text).collect(Collectors.toSet());
        return new DataCheck(
                name,
                title,
                texts.stream().filter(counted).count(),
                texts.size(),
                without(index -> counted.test(test.get(index).text())));
    }

    /** An example that nothing groups has its id for a group, which need not differ between the halves. */
    private DataCheck groupsInBothHalves() {
        Predicate<Example> grouped = example -> !example.group().equals(example.id());
        Set<String> groups = test.stream().map(Example::group).collect(Collectors.toSet());
        Set<String> trained = train.stream().map(Example::group).collect(Collectors.toSet());
        Set<String> real = java.util.stream.Stream.concat(train.stream(), test.stream())
                .filter(grouped)
                .map(Example::group)
                .collect(Collectors.toSet());
        Predicate<String> both = group -> trained.contains(group) && real.contains(group);
        return new DataCheck(
                "groupsInBothHalves",
                "Test groups that the training half has too",
                groups.stream().filter(both).count(),
                groups.size(),
                without(index -> both.test(test.get(index).group())));
    }

    private DataCheck repeatedTexts() {
        Set<String> met = new HashSet<>();
        Set<Integer> repeated = IntStream.range(0, test.size())
                .filter(index -> !met.add(test.get(index).text()))
                .boxed()
                .collect(Collectors.toSet());
        return new DataCheck(
                "repeatedTexts",
                "Test examples that repeat the text of an earlier one",
                repeated.size(),
                test.size(),
                without(repeated::contains));
    }

    /** How many examples there are of each class, or of the smallest and the largest where there are many. */
    private List<DataCheck> balance() {
        int[] training = sizes(train);
        int[] testing = sizes(test);
        List<DataCheck> checks = new ArrayList<>();
        if (classes.size() > MOST_CLASSES) {
            checks.add(extreme("training", training, "Smallest", false));
            checks.add(extreme("test", testing, "Smallest", false));
            checks.add(extreme("training", training, "Largest", true));
            checks.add(extreme("test", testing, "Largest", true));
            return checks;
        }
        for (int label = 0; label < classes.size(); label++) {
            checks.add(size("training", label, "Class" + label, "Class %s in the %s half", training));
            checks.add(size("test", label, "Class" + label, "Class %s in the %s half", testing));
        }
        return checks;
    }

    private int[] sizes(List<Example> examples) {
        int[] sizes = new int[classes.size()];
        examples.forEach(example -> sizes[example.label()]++);
        return sizes;
    }

    /** The first of the classes with the fewest or the most examples. */
    private DataCheck extreme(String half, int[] sizes, String which, boolean most) {
        int found = 0;
        for (int label = 1; label < sizes.length; label++) {
            found = (most ? sizes[label] > sizes[found] : sizes[label] < sizes[found]) ? label : found;
        }
        return size(half, found, which + "Class", which + " class, %s, in the %s half", sizes);
    }

    private DataCheck size(String half, int label, String name, String title, int[] sizes) {
        return new DataCheck(
                half + name,
                title.formatted(classes.get(label), half),
                sizes[label],
                IntStream.of(sizes).sum(),
                Optional.empty());
    }

    private DataCheck truncated(String half, List<Example> examples) {
        long count = examples.stream()
                .filter(example -> example.tokens().length == length)
                .count();
        return new DataCheck(
                half + "Truncated",
                "Examples of the " + half + " half that fill all " + length + " places, so that most were cut",
                count,
                examples.size(),
                Optional.empty());
    }

    private Optional<DataCheck.Without> without(IntPredicate left) {
        Part all = measurements.part();
        int[] kept = IntStream.of(all.examples()).filter(left.negate()).toArray();
        if (kept.length == 0 || kept.length == all.examples().length) {
            return Optional.empty();
        }
        Part part = Part.of(all.clusters(), kept);
        return primary.map(metric -> {
            Measurements rest = new Measurements(measurements.how(), part);
            rest.measure(metric);
            return new DataCheck.Without(
                    kept.length, part.count(), new PairwiseComparisons(models, rest).confirmatory(metric));
        });
    }
}
