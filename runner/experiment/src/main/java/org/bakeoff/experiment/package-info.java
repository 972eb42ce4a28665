/**
 * The public door of the runner: {@link org.bakeoff.experiment.Experiment} trains and compares,
 * {@link org.bakeoff.experiment.TrainedRun} predicts with what was trained.
 */
@NullMarked
package org.bakeoff.experiment;

import org.jspecify.annotations.NullMarked;
