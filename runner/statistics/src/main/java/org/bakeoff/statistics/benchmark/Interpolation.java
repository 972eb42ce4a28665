package org.bakeoff.statistics.benchmark;

/** Values at some training sizes, ascending, with straight lines between them in the logarithm of the size. */
@SuppressWarnings("ArrayRecordComponent")
record Interpolation(double[] sizes, double[] values) {

    /** Returns the first size at which the values are at least as large as one; NaN if they never are. */
    double first(double wanted) {
        for (int index = 0; index < sizes.length; index++) {
            if (values[index] >= wanted) {
                return index == 0 || Double.isNaN(values[index - 1]) ? sizes[index] : between(index, wanted);
            }
        }
        return Double.NaN;
    }

    /** Returns the last size at which the values are at most as large as one; NaN if they never are. */
    double last(double wanted) {
        for (int index = sizes.length - 1; index >= 0; index--) {
            if (values[index] <= wanted) {
                return index == sizes.length - 1 || Double.isNaN(values[index + 1])
                        ? sizes[index]
                        : between(index + 1, wanted);
            }
        }
        return Double.NaN;
    }

    /** Returns where the line that ends at a size has a value. */
    private double between(int end, double wanted) {
        double share = (wanted - values[end - 1]) / (values[end] - values[end - 1]);
        return sizes[end - 1] * Math.pow(sizes[end] / sizes[end - 1], share);
    }
}
