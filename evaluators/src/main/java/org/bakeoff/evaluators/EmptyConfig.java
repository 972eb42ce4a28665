package org.bakeoff.evaluators;

/** Configures an evaluator that has nothing to choose. */
public record EmptyConfig() {}
