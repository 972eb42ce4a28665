package org.bakeoff.web;

/**
 * Holds what the page of a run shows.
 *
 * @param run the run
 * @param answer its headline and ranking as an element of a page; empty without a result
 * @param progress how far it is, as an element
 * @param interim how its models compare so far, as an element; empty if that isn't known
 * @param trials its trials, as an element
 * @param spec its spec as text
 * @param control whether it has buttons to interrupt and resume the run
 */
public record RunPage(
        RunView run, String answer, String progress, String interim, String trials, String spec, boolean control) {

    /** Returns whether the run isn't over, so that the page follows it. */
    public boolean live() {
        return run.state().equals("running") || run.state().equals("interrupted");
    }
}
