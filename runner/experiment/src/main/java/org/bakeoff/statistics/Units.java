package org.bakeoff.statistics;

import java.util.Locale;
import org.bakeoff.api.Metric;

/** How figures of a metric are written in sentences: a rate in points or percent, all else with four decimals. */
record Units(Metric metric) {

    /** A value of the metric, such as 86.1%. */
    String value(double value) {
        return metric.rate() ? format("%.1f%%", 100 * value) : format("%.4f", value);
    }

    /** A difference without its unit. */
    String number(double difference) {
        return metric.rate() ? format("%.1f", 100 * difference) : format("%.4f", difference);
    }

    /** A difference with what it is a difference of, such as 18.3 points. */
    String difference(double difference) {
        return number(difference) + (metric.rate() ? " points" : " in " + title());
    }

    /** The metric's title within a sentence. */
    String title() {
        return metric.title().toLowerCase(Locale.ROOT);
    }

    static String p(double p) {
        return p < 0.001 ? "< 0.001" : format("= %.3f", p);
    }

    private static String format(String pattern, double value) {
        String text = String.format(Locale.ROOT, pattern, value);
        // What rounds to nothing has no sign.
        return text.matches("-0\\.?0*%?") ? text.substring(1) : text;
    }
}
