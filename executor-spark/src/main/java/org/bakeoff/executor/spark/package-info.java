/**
 * Runs trials as tasks of a Spark cluster. On the driver, {@code SparkExecutor} starts a job of one task for every trial, and
 * {@code DriverEndpoint} receives the messages of its attempts; on a worker, {@code TrialTask} runs the trial in a process of its own, and
 * {@code DriverClient} sends them. {@code MessagingPlugin} connects the two.
 */
@NullMarked
package org.bakeoff.executor.spark;

import org.jspecify.annotations.NullMarked;
