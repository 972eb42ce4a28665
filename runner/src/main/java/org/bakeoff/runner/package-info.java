/**
 * The public door of the runner: {@link org.bakeoff.runner.Experiment} trains and compares,
 * {@link org.bakeoff.runner.TrainedRun} predicts with what was trained.
 */
@NullMarked
package org.bakeoff.runner;

import org.jspecify.annotations.NullMarked;
