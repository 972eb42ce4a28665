package org.bakeoff.api;

/**
 * What every plugin says of itself.
 *
 * <p>Implementations need a public constructor without arguments and a line in
 * {@code META-INF/services/} under the name of the interface that they implement. They are stateless: the same
 * instance may serve several experiments.
 *
 * @param <C> the record whose components are the keys of the plugin's {@code "config"} in a spec, described by
 *     {@link ConfigProperty}. Components may be {@code int}, {@code long}, {@code double}, {@code boolean}, their boxes,
 *     {@code String}, an enum, or a {@code List} of boxes or strings
 */
public sealed interface Plugin<C extends Record> permits Dataset, ModelProvider, Evaluator {

    /** The name a spec uses, unique within the kind of plugin; matches {@code [a-z][a-z0-9-]*}. */
    String name();

    /** One line that says what this plugin is. */
    String description();

    /**
     * The configuration of a spec that gives none. A component that is {@code null} here is optional: leaving it out
     * means "none".
     */
    C defaults();
}
