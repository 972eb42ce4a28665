package org.bakeoff.web;

/**
 * What the page of a benchmark shows.
 *
 * @param benchmark the benchmark
 * @param runs those of its runs that have begun
 */
public record BenchmarkPage(BenchmarkView benchmark, RunsPage runs) {}
