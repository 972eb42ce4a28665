package org.bakeoff.statistics;

/** Warns of something that limits the verdicts of a comparison. */
public sealed interface Warning permits DataWarning, ModelWarning, PredictionWarning, RunWarning {}
