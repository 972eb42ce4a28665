package org.bakeoff.data;

import java.util.List;
import java.util.stream.Stream;
import org.bakeoff.api.Example;

/**
 * Gives the examples of a set, whole or by columns: millions of them may lie in a file, where a column is read faster than whole
 * examples are. The lists can't be changed. What is read from a file is another object at each get, and a stream or an iterator
 * reads it faster than single gets do.
 */
public interface ExampleTable extends TokenTable {

    /** Holds examples that are in memory. */
    static ExampleTable of(List<Example> examples) {
        return new ExamplesInMemory(List.copyOf(examples));
    }

    /**
     * Returns some items of a column, reading one after the other.
     *
     * @param positions where they are, ascending
     */
    static <T> Stream<T> chosen(List<T> column, int[] positions) {
        int[] position = {0};
        int[] next = {0};
        return column.stream().filter(item -> {
            boolean chosen = next[0] < positions.length && positions[next[0]] == position[0];
            next[0] += chosen ? 1 : 0;
            position[0]++;
            return chosen;
        });
    }

    /**
     * Returns the table of some of the examples.
     *
     * @param positions where they are, ascending
     */
    default ExampleTable only(int[] positions) {
        return positions.length == size() ? this : new ChosenExamples(this, positions.clone());
    }

    /** Returns the class index of an example. */
    int label(int example);

    /** Returns the ids. */
    List<String> ids();

    /** Returns the groups; an example that nothing groups has its id for a group. */
    List<String> groups();

    /** Returns the texts. */
    List<String> texts();

    /** Returns whole examples. */
    List<Example> examples();

    /** Returns whole examples for code that may change their token ids, which changes no other's. */
    default List<Example> copies() {
        return new CopiedExamples(examples());
    }
}
