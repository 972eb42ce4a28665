package org.bakeoff.data;

import java.util.List;
import org.bakeoff.api.Example;

/** Holds examples that are in memory. */
record ExamplesInMemory(List<Example> examples) implements ExampleTable {

    @Override
    public int size() {
        return examples.size();
    }

    @Override
    public int length(int example) {
        return examples.get(example).tokens().length;
    }

    @Override
    public int[] tokens(int example) {
        return examples.get(example).tokens().clone();
    }

    @Override
    public int label(int example) {
        return examples.get(example).label();
    }

    @Override
    public List<String> ids() {
        return examples.stream().map(Example::id).toList();
    }

    @Override
    public List<String> groups() {
        return examples.stream().map(Example::group).toList();
    }

    @Override
    public List<String> texts() {
        return examples.stream().map(Example::text).toList();
    }
}
