package org.bakeoff.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bakeoff.api.DataSplits;
import org.bakeoff.api.Dataset.Fold;
import org.bakeoff.api.Example;
import org.bakeoff.spec.Configs;
import org.bakeoff.spec.Records;
import org.bakeoff.spec.SpecException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Checks what {@link Fold} promises of a dataset, by two folds of two repeats. */
final class Folds<C extends Record> {

    private static final int OF = 2;
    private static final int REPEATS = 8;

    /** Loads what a configuration gives. */
    interface Loading<C> {
        DataSplits load(C config) throws IOException;
    }

    private final C config;
    private final RecordComponent key;
    private final Loading<C> loading;

    Folds(C config, RecordComponent key, Loading<C> loading) {
        this.config = config;
        this.key = key;
        this.loading = loading;
    }

    /** Returns the component of a configuration that says which fold to load; null if there is none. */
    static @Nullable RecordComponent key(Record config) {
        return Stream.of(config.getClass().getRecordComponents())
                .filter(component -> component.getType() == Fold.class)
                .findFirst()
                .orElse(null);
    }

    /** Returns whether the configuration may have a fold. */
    boolean fit() {
        try {
            return with(new Fold(1, OF, 1)) != null;
        } catch (SpecException refused) {
            return false;
        }
    }

    /** Returns whether each example has an id of its own, without which nothing can be said of the folds. */
    boolean haveDistinctIds() throws IOException {
        DataSplits data = load(1, 1);
        List<String> ids = Stream.concat(data.train().stream(), data.test().stream())
                .map(Example::id)
                .toList();
        return Set.copyOf(ids).size() == ids.size();
    }

    void check() throws IOException {
        assertThat(key.getName())
                .as("the name of the property that says which fold to load")
                .isEqualTo("fold");
        Set<String> first = partition(1);
        Set<String> other = first;
        for (int repeat = 2; repeat <= REPEATS && other.equals(first); repeat++) {
            other = ids(load(1, repeat).test());
        }
        assertThat(other)
                .as("the test examples of the first fold, in other repeats")
                .isNotEqualTo(first);
    }

    /** Checks the folds of a repeat, and returns the ids of the first one's test examples. */
    private Set<String> partition(int repeat) throws IOException {
        Set<String> tested = new HashSet<>();
        Set<String> first = Set.of();
        Set<String> all = Set.of();
        List<String> classes = List.of();
        for (int number = 1; number <= OF; number++) {
            DataSplits data = load(number, repeat);
            Set<String> test = ids(data.test());
            String fold = "fold " + number + " of " + OF;
            assertThat(test)
                    .as("the test examples of %s that are those of another", fold)
                    .noneMatch(tested::contains);
            assertThat(groups(data.test()))
                    .as("the groups in both sets of %s", fold)
                    .noneMatch(groups(data.train())::contains);
            Set<String> both =
                    Stream.concat(test.stream(), ids(data.train()).stream()).collect(Collectors.toSet());
            if (number == 1) {
                first = test;
                all = both;
                classes = data.info().classes();
            }
            assertThat(both).as("all examples of %s", fold).isEqualTo(all);
            assertThat(data.info().classes()).as("the classes of %s", fold).isEqualTo(classes);
            tested.addAll(test);
        }
        assertThat(tested).as("the test examples of all folds").isEqualTo(all);
        return first;
    }

    private DataSplits load(int number, int repeat) throws IOException {
        return loading.load(with(new Fold(number, OF, repeat)));
    }

    private C with(Fold fold) {
        ObjectNode json = Records.toJson(config);
        json.set(key.getName(), Records.toJson(fold));
        return Configs.read(json.toString(), config);
    }

    private static Set<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).collect(Collectors.toSet());
    }

    private static Set<String> groups(List<Example> examples) {
        return examples.stream().map(Example::group).collect(Collectors.toSet());
    }
}
