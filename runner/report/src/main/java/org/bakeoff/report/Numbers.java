package org.bakeoff.report;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.regex.Pattern;
import org.bakeoff.statistics.Estimate;
import org.bakeoff.statistics.ModelResult;
import org.bakeoff.statistics.PairwiseComparison;

/** Writes numbers for people; what isn't finite is a dash. */
public final class Numbers {

    private static final String NONE = "-";
    private static final int DECIMALS = 4;
    private static final int MORE = 8;

    private static final Pattern SIGNED_ZERO = Pattern.compile("[+-]0(\\.0*)?%?");

    private Numbers() {}

    /** Four decimals. */
    public static String decimal(double value) {
        return format("%.4f", value);
    }

    /** Returns a probability: four decimals, and never the 0 or 1 that it isn't. */
    public static String probability(double probability) {
        double least = 0.0001;
        if (probability > 0 && probability < least) {
            return "< " + decimal(least);
        }
        return probability < 1 && probability > 1 - least ? "> " + decimal(1 - least) : decimal(probability);
    }

    /** Four decimals with a sign. */
    public static String signed(double value) {
        return format("%+.4f", value);
    }

    /**
     * Returns a number with so many decimals, or with as many more as it takes to see on which side of other numbers it is.
     */
    static String apartFrom(double value, int decimals, double... others) {
        for (int more = decimals; more < decimals + MORE; more++) {
            String text = format("%." + more + "f", value);
            if (!Double.isFinite(value) || isApart(value, Double.parseDouble(text), others)) {
                return text;
            }
        }
        return format("%.0e", value);
    }

    private static boolean isApart(double value, double rounded, double... others) {
        return Arrays.stream(others).allMatch(other -> Math.signum(value - other) == Math.signum(rounded - other));
    }

    /** Returns the simultaneous interval of a comparison; an end at 0 doesn't belong to it where p is significant. */
    static String simultaneous(PairwiseComparison comparison) {
        Estimate estimate = comparison.simultaneous();
        if (!estimate.hasInterval()) {
            return NONE;
        }
        boolean open = comparison.significance().afterHolm();
        return interval(estimate, open, Numbers::end);
    }

    /** Returns the end of a difference's interval: four decimals, or more to see on which side of 0 it is. */
    static String end(double end) {
        return apartFrom(end, DECIMALS, 0);
    }

    /**
     * Returns an interval.
     *
     * @param open whether an end at 0 doesn't belong to it
     * @param end writes an end
     */
    static String interval(Estimate estimate, boolean open, DoubleFunction<String> end) {
        return (open && estimate.low() == 0 ? "above 0" : end.apply(estimate.low()))
                + " to "
                + (open && estimate.high() == 0 ? "below 0" : end.apply(estimate.high()));
    }

    /** Returns an interval; a dash where there is none. */
    static String interval(double low, double high) {
        return Double.isFinite(low) && Double.isFinite(high) ? decimal(low) + " to " + decimal(high) : NONE;
    }

    static String interval(Estimate estimate) {
        return interval(estimate.low(), estimate.high());
    }

    /** Returns a metric with its interval; a dash where there is none. */
    static String estimate(ModelResult.Measured measured) {
        return decimal(measured.value()) + " (" + interval(measured.low(), measured.high()) + ")";
    }

    /** Returns a share as a percentage. */
    public static String percent(double share) {
        return format("%.1f%%", 100 * share);
    }

    /** Returns the value of a metric, of a rate as a percentage. */
    public static String metric(double value, boolean rate) {
        return rate ? percent(value) : decimal(value);
    }

    /** Returns the value of a metric with its interval, such as 83.4% (81.7 to 85.0). */
    public static String metric(Estimate estimate, boolean rate) {
        return metric(estimate.value(), rate)
                + (estimate.hasInterval() ? " (" + ends(estimate.low(), estimate.high(), rate) + ")" : "");
    }

    /** Returns a cell of a table: words as they are, whole numbers with commas, others with as many digits as they need. */
    static String cell(Object value) {
        if (value instanceof Long whole) {
            return count(whole.longValue());
        }
        if (value instanceof Double number) {
            double size = Math.abs(number);
            if (size != 0 && (size < 1e-3 || size >= 1e6)) {
                return format("%.3e", number);
            }
            if (size == Math.rint(size)) {
                return count(number.doubleValue());
            }
            return size < 10 ? decimal(number) : format(size < 100 ? "%.2f" : "%,.1f", number);
        }
        return String.valueOf(value);
    }

    /** Returns a difference, of a rate in points. */
    public static String difference(double difference, boolean rate) {
        return rate ? format("%.1f", 100 * difference) + " points" : decimal(difference);
    }

    /** Returns a number with all its digits, of a rate in points but without that word. */
    static String exact(double value, boolean rate) {
        BigDecimal digits = BigDecimal.valueOf(value).movePointRight(rate ? 2 : 0);
        return (digits.scale() < 1 ? digits.setScale(1) : digits).toPlainString();
    }

    /** Returns the ends of an interval, of a rate as percentages or points but without that word. */
    public static String ends(double low, double high, boolean rate) {
        return rate
                ? format("%.1f", 100 * low) + " to " + format("%.1f", 100 * high)
                : decimal(low) + " to " + decimal(high);
    }

    static String p(double p) {
        return p < 0.001 ? "< 0.001" : format("%.3f", p);
    }

    static String seeds(int seeds) {
        return seeds == 1 ? "1 seed" : seeds + " seeds";
    }

    /** Returns how many seeds a model has, and how many of them gave a result where not all did. */
    static String seeds(ModelResult model) {
        int done = model.seeds();
        int all = model.trials().size();
        return done == all ? Integer.toString(all) : done + " of " + all;
    }

    /** Returns a whole number with commas. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Returns a number without decimals, with commas. */
    public static String count(double value) {
        return format("%,.0f", value);
    }

    /** Returns a duration in seconds, or in minutes and seconds. */
    public static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return NONE;
        }
        if (seconds < 60) {
            return format(seconds < 1 ? "%.2f s" : "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        return whole / 60 + " min " + whole % 60 + " s";
    }

    /** Returns a large number by its first digits, such as 245k or 1.2M. */
    static String rough(long value) {
        if (value < 10_000) {
            return count(value);
        }
        return value < 999_500
                ? format("%.0fk", value / 1e3)
                : value < 999_500_000
                        ? format(value < 9_950_000 ? "%.1fM" : "%.0fM", value / 1e6)
                        : format("%.1fG", value / 1e9);
    }

    /** Returns a duration by its first digits, such as 3.8 s, 75 s or 1.5 h. */
    public static String duration(double seconds) {
        if (seconds < 100) {
            return format(seconds < 10 ? "%.1f s" : "%.0f s", seconds);
        }
        return seconds < 6000 ? format("%.0f min", seconds / 60) : format("%.1f h", seconds / 3600);
    }

    static String format(String pattern, double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        String text = String.format(Locale.ROOT, pattern, value);
        // What rounds to nothing has no sign.
        return SIGNED_ZERO.matcher(text).matches() ? text.substring(1) : text;
    }
}
