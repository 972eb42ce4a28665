package org.bakeoff.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bakeoff.api.Example;

/** Counts what in a dataset could mislead: test examples of which a model may know more than it should. */
public final class DataChecks {

    private final List<Example> train;
    private final List<Example> test;
    private final Set<String> trained;

    /**
     * Prepares the checks.
     *
     * @param train the training examples, those for validation among them
     * @param test the test examples
     */
    public DataChecks(List<Example> train, List<Example> test) {
        this.train = List.copyOf(train);
        this.test = List.copyOf(test);
        this.trained = train.stream().map(Example::text).collect(Collectors.toSet());
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
        return texts(trained::contains);
    }

    /** Counts the test texts that the training set has too, word for word or nearly. */
    public Count nearDuplicatesInTrainingSet() {
        List<String> texts = test.stream().map(Example::text).distinct().toList();
        boolean[] near = NearTexts.find(texts, List.copyOf(trained));
        Set<String> found = IntStream.range(0, near.length)
                .filter(index -> near[index])
                .mapToObj(texts::get)
                .collect(Collectors.toSet());
        return texts(text -> trained.contains(text) || found.contains(text));
    }

    private Count texts(Predicate<String> counted) {
        Set<String> texts = test.stream().map(Example::text).collect(Collectors.toSet());
        return count(texts.stream().filter(counted).count(), texts.size(), example -> counted.test(example.text()));
    }

    /** Counts the test groups that the training set has too. */
    public Count groupsInTrainingSet() {
        // An example that nothing groups has its id for a group, which need not differ between the sets.
        Set<String> real = Stream.concat(train.stream(), test.stream())
                .filter(example -> !example.group().equals(example.id()))
                .map(Example::group)
                .collect(Collectors.toSet());
        Set<String> groups = test.stream().map(Example::group).collect(Collectors.toSet());
        Set<String> known = train.stream().map(Example::group).collect(Collectors.toSet());
        Predicate<String> both = group -> known.contains(group) && real.contains(group);
        return count(groups.stream().filter(both).count(), groups.size(), example -> both.test(example.group()));
    }

    /** Counts the test examples that repeat the text of an earlier one. */
    public Count repeatedTexts() {
        Set<String> met = new HashSet<>();
        List<Integer> repeated = positions(example -> !met.add(example.text()));
        return new Count(repeated.size(), test.size(), repeated);
    }

    private Count count(long count, long total, Predicate<Example> concerned) {
        return new Count(count, total, positions(concerned));
    }

    private List<Integer> positions(Predicate<Example> concerned) {
        return IntStream.range(0, test.size())
                .filter(index -> concerned.test(test.get(index)))
                .boxed()
                .toList();
    }
}
