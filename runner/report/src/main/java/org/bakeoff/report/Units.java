package org.bakeoff.report;

import java.util.Locale;
import org.bakeoff.statistics.MeasuredMetrics;

/** Writes values of a metric in sentences: a rate in points or percent, all else with four decimals. */
record Units(MeasuredMetrics.Metric metric) {

    /** Returns a value of the metric, such as 86.1%. */
    String value(double value) {
        return metric.rate() ? format("%.1f%%", 100 * value) : format("%.4f", value);
    }

    /** Returns a difference without its unit. */
    String number(double difference) {
        return metric.rate() ? format("%.1f", 100 * difference) : format("%.4f", difference);
    }

    /** Returns a difference with its unit, such as 18.3 points. */
    String difference(double difference) {
        return number(difference) + (metric.rate() ? " points" : " in " + title());
    }

    /** Returns the metric's title within a sentence. */
    String title() {
        return metric.title().toLowerCase(Locale.ROOT);
    }

    private static String format(String pattern, double value) {
        String text = String.format(Locale.ROOT, pattern, value);
        // What rounds to nothing has no sign.
        return text.matches("-0\\.?0*%?") ? text.substring(1) : text;
    }
}
