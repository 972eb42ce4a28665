/**
 * Contains the public API of the runner: {@link org.bakeoff.experiment.Experiment} trains and compares,
 * {@link org.bakeoff.experiment.TrainedRun} predicts with the trained models.
 */
@NullMarked
package org.bakeoff.experiment;

import org.jspecify.annotations.NullMarked;
