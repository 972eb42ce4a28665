package org.bakeoff.statistics;

/**
 * A plugin whose code has changed.
 *
 * @param name its name
 * @param before the version that its jar named when the run was made, or "unknown"
 * @param now the version that it names now; the same where another build has it
 */
public record ChangedPlugin(String name, String before, String now) {}
