package org.bakeoff.executor.spark;

import java.io.Serializable;

/**
 * How a task ended.
 *
 * @param failure why the trial failed, or an empty text
 * @param seconds how long its process ran
 */
record Ended(String failure, double seconds) implements Serializable {}
