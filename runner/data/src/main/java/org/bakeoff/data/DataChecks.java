package org.bakeoff.data;

import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Counts what in a dataset could mislead: test examples of which a model may know more than it should. It reads the examples several
 * times and keeps a hash of each text or group.
 */
public final class DataChecks {

    private final ExampleTable train;
    private final ExampleTable test;
    private final TextHashSet trained = new TextHashSet();
    /** The training examples whose texts are no earlier one's. */
    private final int[] distinct;

    /**
     * Prepares the checks.
     *
     * @param train the training examples, those for validation among them
     * @param test the test examples
     */
    public DataChecks(ExampleTable train, ExampleTable test) {
        this.train = train;
        this.test = test;
        this.distinct = positions(composed(train.texts()), trained::add);
    }

    /**
     * A count.
     *
     * @param count how many
     * @param total of how many
     * @param testExamples the positions of the test examples concerned
     */
    public record Count(long count, long total, List<Integer> testExamples) {

        /** Copies the list. */
        public Count {
            testExamples = List.copyOf(testExamples);
        }
    }

    /** Counts the test texts that the training set has too, word for word. */
    public Count textsInTrainingSet() {
        return hasTexts() ? count(composed(test.texts()), trained::contains) : none();
    }

    /** Returns whether the examples come from texts. */
    private boolean hasTexts() {
        return test.texts().stream().anyMatch(text -> !text.isBlank());
    }

    private Count none() {
        return new Count(0, test.size(), List.of());
    }

    /** Counts the test texts that the training set has too, word for word or nearly. */
    public Count nearDuplicatesInTrainingSet() {
        if (!hasTexts()) {
            return none();
        }
        int[] distinctTest = positions(composed(test.texts()), new TextHashSet()::add);
        BitSet near = NearTexts.find(
                () -> ExampleTable.chosen(test.texts(), distinctTest).iterator(),
                () -> ExampleTable.chosen(train.texts(), distinct).iterator());
        int[] nearTest = IntStream.range(0, distinctTest.length)
                .filter(near::get)
                .map(index -> distinctTest[index])
                .toArray();
        TextHashSet found = new TextHashSet();
        ExampleTable.chosen(test.texts(), nearTest).map(ComposedText::of).forEach(found::add);
        return count(composed(test.texts()), text -> trained.contains(text) || found.contains(text));
    }

    /** Counts the test groups that the training set has too. */
    public Count groupsInTrainingSet() {
        TextHashSet real = new TextHashSet();
        forEachGroup(group -> real.add(ComposedText.of(group)));
        TextHashSet both = new TextHashSet();
        if (real.size() > 0) {
            composed(train.groups()).forEach(group -> {
                if (real.contains(group)) {
                    both.add(group);
                }
            });
        }
        return count(composed(test.groups()), both::contains);
    }

    /** Takes the group of each example. One that nothing groups has its id there, which need not differ between the sets. */
    private void forEachGroup(Consumer<String> taker) {
        for (ExampleTable examples : List.of(train, test)) {
            Iterator<String> ids = examples.ids().iterator();
            examples.groups().forEach(group -> {
                if (!group.equals(ids.next())) {
                    taker.accept(group);
                }
            });
        }
    }

    /** Returns the groups of several examples whose names stand for a missing value, and how many training and test examples each has. */
    public SortedMap<String, Long> emptyLikeGroups() {
        SortedMap<String, Long> found = new TreeMap<>();
        forEachGroup(group -> {
            if (PlainName.isForNone(group)) {
                found.merge(group, 1L, Long::sum);
            }
        });
        found.values().removeIf(count -> count == 1);
        return found;
    }

    /** Counts the test examples that repeat the text of an earlier one. */
    public Count repeatedTexts() {
        if (!hasTexts()) {
            return none();
        }
        TextHashSet met = new TextHashSet();
        int[] repeated = positions(composed(test.texts()), text -> !met.add(text));
        return new Count(repeated.length, test.size(), list(repeated));
    }

    /** Returns texts or groups in one form of Unicode, in whichever they are written. */
    private static Iterable<String> composed(List<String> texts) {
        return () -> texts.stream().map(ComposedText::of).iterator();
    }

    /** Counts strings, each once, of all that there are; and finds every example that has one of them. */
    private static Count count(Iterable<String> strings, Predicate<String> counted) {
        TextHashSet met = new TextHashSet();
        TextHashSet metCounted = new TextHashSet();
        int[] concerned = positions(strings, string -> {
            met.add(string);
            boolean counts = counted.test(string);
            if (counts) {
                metCounted.add(string);
            }
            return counts;
        });
        return new Count(metCounted.size(), met.size(), list(concerned));
    }

    private static int[] positions(Iterable<String> strings, Predicate<String> wanted) {
        IntStream.Builder positions = IntStream.builder();
        int position = 0;
        for (String string : strings) {
            if (wanted.test(string)) {
                positions.add(position);
            }
            position++;
        }
        return positions.build().toArray();
    }

    private static List<Integer> list(int[] positions) {
        return IntStream.of(positions).boxed().toList();
    }
}
