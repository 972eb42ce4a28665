package org.bakeoff.web;

/**
 * Holds what the page of a benchmark shows.
 *
 * @param benchmark the benchmark
 * @param answer the first part of its report; empty without results
 * @param runs those of its runs that have begun
 */
public record BenchmarkPage(BenchmarkView benchmark, String answer, RunsPage runs) {}
