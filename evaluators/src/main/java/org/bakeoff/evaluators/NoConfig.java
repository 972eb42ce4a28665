package org.bakeoff.evaluators;

/** The configuration of an evaluator that has none. */
public record NoConfig() {}
