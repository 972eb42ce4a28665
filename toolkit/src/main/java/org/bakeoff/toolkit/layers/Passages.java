package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the recurrent layers read from a zero state, a row each: whole texts, or the chunks that texts are cut into. Padding
 * stands in front of a row; the last column counts as a word in any case, so that none is empty.
 */
final class Passages {

    /** Token ids that are padding. */
    private static final long PADDING = 0;

    private final long[] ids;
    private final int columns;
    private final int[] padding;
    private final int[] counts;

    /**
     * Takes over arrays.
     *
     * @param ids the token ids, row by row
     * @param columns the length of a row
     * @param counts how many rows each text has, which follow each other
     */
    private Passages(long[] ids, int columns, int[] counts) {
        this(ids, columns, paddingOf(ids, columns), counts);
    }

    private Passages(long[] ids, int columns, int[] padding, int[] counts) {
        this.ids = ids;
        this.columns = columns;
        this.padding = padding;
        this.counts = counts;
    }

    /**
     * The passages of some texts.
     *
     * @param tokens token ids (N, T)
     * @param chunk the columns of a chunk, or null for whole texts; chunks are counted from the end, and those that hold
     *     nothing but padding left out
     */
    static Passages of(NDArray tokens, @Nullable Integer chunk) {
        int texts = Math.toIntExact(tokens.getShape().get(0));
        int columns = Math.toIntExact(tokens.getShape().get(1));
        long[] ids = tokens.toType(DataType.INT64, false).toLongArray();
        int[] ones = new int[texts];
        Arrays.fill(ones, 1);
        Passages whole = new Passages(ids, columns, ones);
        return chunk == null ? whole : whole.cut(chunk);
    }

    private Passages cut(int chunk) {
        int[] parts = IntStream.of(padding)
                .map(width -> (columns - width + chunk - 1) / chunk)
                .toArray();
        long[] cut = new long[IntStream.of(parts).sum() * chunk];
        int end = 0;
        for (int text = 0; text < parts.length; text++) {
            end += parts[text] * chunk;
            int length = Math.min(columns, parts[text] * chunk);
            System.arraycopy(ids, (text + 1) * columns - length, cut, end - length, length);
        }
        return new Passages(cut, chunk, parts);
    }

    private static int[] paddingOf(long[] ids, int columns) {
        int[] padding = new int[ids.length / columns];
        for (int row = 0; row < padding.length; row++) {
            while (padding[row] < columns - 1 && ids[row * columns + padding[row]] == PADDING) {
                padding[row]++;
            }
        }
        return padding;
    }

    /** The number of rows. */
    int rows() {
        return padding.length;
    }

    /** The number of columns. */
    int columns() {
        return columns;
    }

    /** The columns in front that are padding in every row; none for one row, which shares with nobody. */
    int sharedPadding() {
        return rows() == 1 ? 0 : IntStream.of(padding).min().orElse(0);
    }

    /** The same without some columns in front that are padding in every row. */
    Passages from(int column) {
        if (column == 0) {
            return this;
        }
        int left = columns - column;
        long[] rest = new long[rows() * left];
        for (int row = 0; row < rows(); row++) {
            System.arraycopy(ids, row * columns + column, rest, row * left, left);
        }
        return new Passages(
                rest, left, IntStream.of(padding).map(width -> width - column).toArray(), counts);
    }

    /** The token ids, time first: (columns, rows). */
    NDArray tokens(NDManager manager) {
        long[] transposed = new long[ids.length];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows() + row] = ids[row * columns + column];
            }
        }
        return manager.create(transposed, new Shape(columns, rows()));
    }

    /** 1 for a word and 0 for padding, time first: (columns, rows, 1); null if there is no padding. */
    @Nullable
    NDArray words(NDManager manager, DataType type) {
        if (IntStream.of(padding).allMatch(width -> width == 0)) {
            return null;
        }
        float[] words = new float[ids.length];
        for (int row = 0; row < rows(); row++) {
            for (int column = padding[row]; column < columns; column++) {
                words[column * rows() + row] = 1;
            }
        }
        return manager.create(words, new Shape(columns, rows(), 1)).toType(type, false);
    }

    /** Where every row's first word stands in outputs of shape (columns * rows, size), time first. */
    long[] firstWords() {
        return IntStream.range(0, rows())
                .mapToLong(row -> (long) padding[row] * rows() + row)
                .toArray();
    }

    /** The number of words of every text. */
    float[] lengths() {
        float[] lengths = new float[counts.length];
        int row = 0;
        for (int text = 0; text < counts.length; text++) {
            for (int part = 0; part < counts[text]; part++, row++) {
                lengths[text] += columns - padding[row];
            }
        }
        return lengths;
    }

    /** The most rows that a text has. */
    int mostParts() {
        return IntStream.of(counts).max().orElse(1);
    }

    /** The rows of every text, {@link #mostParts()} each; where a text has fewer, {@link #rows()} stands for none. */
    long[] parts() {
        int most = mostParts();
        long[] parts = new long[counts.length * most];
        Arrays.fill(parts, rows());
        int row = 0;
        for (int text = 0; text < counts.length; text++) {
            for (int part = 0; part < counts[text]; part++, row++) {
                parts[text * most + part] = row;
            }
        }
        return parts;
    }
}
