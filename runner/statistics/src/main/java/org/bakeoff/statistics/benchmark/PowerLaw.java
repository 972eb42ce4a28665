package org.bakeoff.statistics.benchmark;

/**
 * A learning curve that nears an asymptote: value = asymptote + factor * examples^-exponent.
 *
 * <p>Source: Viering and Loog, "The shape of learning curves: a review", IEEE Transactions on Pattern Analysis and Machine
 * Intelligence 45, 2023, who also say how often curves have other shapes.
 *
 * @param asymptote the value with endless examples
 * @param factor negative where the value grows with the examples, 0 if it doesn't change
 * @param exponent above 0
 */
public record PowerLaw(double asymptote, double factor, double exponent) {

    /** Returns the value with so many training examples. */
    public double at(double examples) {
        return asymptote + factor * Math.pow(examples, -exponent);
    }

    /** Returns the fewest training examples whose value is at least as good; infinity if there are none, 0 if all are. */
    double reaching(double value, boolean higherIsBetter) {
        double missing = higherIsBetter ? asymptote - value : value - asymptote;
        if (factor == 0) {
            return missing >= 0 ? 0 : Double.POSITIVE_INFINITY;
        }
        return missing <= 0 ? Double.POSITIVE_INFINITY : Math.pow(Math.abs(factor) / missing, 1 / exponent);
    }
}
