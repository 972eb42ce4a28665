package org.bakeoff.toolkit.text;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.stream.IntStream;

/** The items of a list that were drawn, or those that were not, in their order. */
final class Part<T> extends AbstractList<T> implements RandomAccess {

    private final List<? extends T> all;
    private final int[] indexes;

    Part(List<? extends T> all, boolean[] drawn, boolean wanted) {
        this.all = all;
        this.indexes = IntStream.range(0, drawn.length)
                .filter(index -> drawn[index] == wanted)
                .toArray();
    }

    @Override
    public T get(int index) {
        return all.get(indexes[index]);
    }

    @Override
    public int size() {
        return indexes.length;
    }
}
