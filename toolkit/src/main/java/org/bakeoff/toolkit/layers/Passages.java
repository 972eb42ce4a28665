package org.bakeoff.toolkit.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Says where words and padding are in what recurrent layers read from a zero state: whole texts, or the chunks that texts are cut
 * into, each a row. Padding is in front of a row; the last column counts as a word in any case, so that no row is empty.
 *
 * @param columns the length of a row
 * @param padding the columns of padding in front of each row
 * @param counts how many rows each text has, which follow each other
 */
@SuppressWarnings("ArrayRecordComponent")
record Passages(int columns, int[] padding, int[] counts) {

    private static final long PADDING = 0;

    /** Finds the padding of texts by their {@linkplain PaddingMask mask}, (texts, columns). */
    static Passages ofMask(NDArray mask) {
        int columns = Math.toIntExact(mask.getShape().get(1));
        long[] lengths = mask.toType(DataType.INT64, false).sum(new int[] {1}).toLongArray();
        int[] padding = LongStream.of(lengths)
                .mapToInt(length -> columns - (int) length)
                .toArray();
        return new Passages(columns, padding, ones(padding.length));
    }

    /**
     * Finds the padding of whole texts.
     *
     * @param ids token ids, time first: column by column, each of so many rows
     */
    static Passages ofTexts(long[] ids, int rows) {
        return ofChunks(ids, ones(rows));
    }

    /** Finds the padding of the chunks that {@link #cut} gave, so many of each text. */
    static Passages ofChunks(long[] ids, int[] counts) {
        int rows = IntStream.of(counts).sum();
        int columns = ids.length / rows;
        return new Passages(columns, padding(ids, rows, columns), counts);
    }

    private static int[] ones(int count) {
        int[] ones = new int[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static int[] padding(long[] ids, int rows, int columns) {
        int[] padding = new int[rows];
        for (int row = 0; row < rows; row++) {
            while (padding[row] < columns - 1 && ids[padding[row] * rows + row] == PADDING) {
                padding[row]++;
            }
        }
        return padding;
    }

    /** Returns how many chunks each text has. Chunks are counted from the end; those of padding alone are left out. */
    int[] chunks(int chunk) {
        return IntStream.of(padding)
                .map(width -> (columns - width + chunk - 1) / chunk)
                .toArray();
    }

    /**
     * Cuts whole texts into chunks.
     *
     * @param ids the token ids of the texts, time first
     * @param chunk the columns of a chunk
     * @param chunks how many each text has
     * @return the token ids of the chunks, time first
     */
    long[] cut(long[] ids, int chunk, int[] chunks) {
        int texts = rows();
        int rows = IntStream.of(chunks).sum();
        long[] cut = new long[rows * chunk];
        int row = 0;
        for (int text = 0; text < texts; text++) {
            for (int part = 0; part < chunks[text]; part++, row++) {
                int start = columns - (chunks[text] - part) * chunk;
                for (int column = Math.max(0, -start); column < chunk; column++) {
                    cut[column * rows + row] = ids[(start + column) * texts + text];
                }
            }
        }
        return cut;
    }

    int rows() {
        return padding.length;
    }

    /** Returns the columns in front that are padding in every row; none for one row, which shares with nobody. */
    int sharedPadding() {
        return rows() == 1 ? 0 : IntStream.of(padding).min().orElse(0);
    }

    /** Returns the same rows without some columns in front that are padding in every row. */
    Passages from(int column) {
        return new Passages(
                columns - column,
                IntStream.of(padding).map(width -> width - column).toArray(),
                counts);
    }

    boolean hasNoPadding() {
        return IntStream.of(padding).allMatch(width -> width == 0);
    }

    /**
     * Returns the same columns with each row's padding behind its words.
     *
     * @param columns (columns, rows, size)
     */
    NDArray wordsFirst(NDArray columns) {
        return hasNoPadding() ? columns : rotated(columns, 1);
    }

    /** Puts columns back where they were before {@link #wordsFirst}. */
    NDArray wordsLast(NDArray columns) {
        return hasNoPadding() ? columns : rotated(columns, -1);
    }

    private NDArray rotated(NDArray outputs, int direction) {
        long[] from = new long[columns * rows()];
        for (int row = 0; row < rows(); row++) {
            for (int column = 0; column < columns; column++) {
                from[column * rows() + row] =
                        Math.floorMod(column + direction * padding[row], columns) * (long) rows() + row;
            }
        }
        NDArray flat = outputs.reshape(from.length, outputs.getShape().get(2));
        return SequenceLayer.pick(flat, from, new Shape(columns, rows()));
    }

    /** Returns 1 for a word and 0 for padding, time first: (columns, rows, 1); null if there is no padding. */
    @Nullable
    NDArray words(NDManager manager, DataType type) {
        if (hasNoPadding()) {
            return null;
        }
        float[] words = new float[columns * rows()];
        for (int row = 0; row < rows(); row++) {
            for (int column = padding[row]; column < columns; column++) {
                words[column * rows() + row] = 1;
            }
        }
        return manager.create(words, new Shape(columns, rows(), 1)).toType(type, false);
    }

    /** Returns where every row's first word is in outputs of shape (columns * rows, size), time first. */
    long[] firstWords() {
        return IntStream.range(0, rows())
                .mapToLong(row -> (long) padding[row] * rows() + row)
                .toArray();
    }

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

    int mostParts() {
        return IntStream.of(counts).max().orElse(1);
    }

    /** Returns the rows of every text, {@link #mostParts()} each; where a text has fewer, {@link #rows()} stands for none. */
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
