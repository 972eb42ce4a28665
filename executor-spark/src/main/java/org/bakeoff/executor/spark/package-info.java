/**
 * Runs trials as tasks of a Spark cluster. On the driver, {@code SparkExecutor} has a job of one task for every trial, and
 * {@code TrialDesk} hears what its attempts say; on a worker, {@code TrialTask} runs the trial in a process of its own, and
 * {@code DriverLine} is its line to the desk. {@code Channel} connects the two.
 */
@NullMarked
package org.bakeoff.executor.spark;

import org.jspecify.annotations.NullMarked;
