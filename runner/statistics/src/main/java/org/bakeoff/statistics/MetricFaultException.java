package org.bakeoff.statistics;

/** Reports that a metric gave what no metric may give; the message says it of the metric, without a full stop. */
public final class MetricFaultException extends RuntimeException {

    private static final long serialVersionUID = 1;

    MetricFaultException(String message) {
        super(message);
    }
}
