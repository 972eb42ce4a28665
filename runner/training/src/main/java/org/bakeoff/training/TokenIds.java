package org.bakeoff.training;

/**
 * The token ids of some rows of one length, padded in front with 0.
 *
 * @param timeFirst the ids column by column, as recurrent layers read them
 * @param rows how many rows there are
 */
@SuppressWarnings("ArrayRecordComponent")
record TokenIds(long[] timeFirst, int rows) {

    /** Takes ids that are given row by row. */
    static TokenIds ofRows(long[] ids, int columns) {
        return new TokenIds(transposed(ids, columns), ids.length / columns);
    }

    /** Returns the ids row by row. */
    long[] byRow() {
        return transposed(timeFirst, rows);
    }

    /** Returns the length of a row. */
    int columns() {
        return timeFirst.length / rows;
    }

    private static long[] transposed(long[] values, int width) {
        int height = values.length / width;
        long[] transposed = new long[values.length];
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                transposed[column * height + row] = values[row * width + column];
            }
        }
        return transposed;
    }
}
