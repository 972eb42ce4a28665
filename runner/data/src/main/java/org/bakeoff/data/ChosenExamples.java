package org.bakeoff.data;

import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import org.bakeoff.api.Example;

/**
 * Gives some of the examples of a table.
 *
 * @param all the table
 * @param positions where in it they are, ascending
 */
@SuppressWarnings("ArrayRecordComponent")
record ChosenExamples(ExampleTable all, int[] positions) implements ExampleTable {

    @Override
    public int size() {
        return positions.length;
    }

    @Override
    public int length(int example) {
        return all.length(positions[example]);
    }

    @Override
    public int[] tokens(int example) {
        return all.tokens(positions[example]);
    }

    @Override
    public int label(int example) {
        return all.label(positions[example]);
    }

    @Override
    public List<String> ids() {
        return new Column<>(all.ids(), positions);
    }

    @Override
    public List<String> groups() {
        return new Column<>(all.groups(), positions);
    }

    @Override
    public List<String> texts() {
        return new Column<>(all.texts(), positions);
    }

    @Override
    public List<Example> examples() {
        return new Column<>(all.examples(), positions);
    }

    /** Some items of a column; reading one after the other, it reads the column so. */
    private static final class Column<T> extends AbstractList<T> {

        private final List<T> column;
        private final int[] positions;

        Column(List<T> column, int[] positions) {
            this.column = column;
            this.positions = positions;
        }

        @Override
        public int size() {
            return positions.length;
        }

        @Override
        public T get(int index) {
            return column.get(positions[index]);
        }

        @Override
        public Iterator<T> iterator() {
            return ExampleTable.chosen(column, positions).iterator();
        }

        @Override
        public Spliterator<T> spliterator() {
            return Spliterators.spliterator(iterator(), positions.length, Spliterator.ORDERED);
        }
    }
}
