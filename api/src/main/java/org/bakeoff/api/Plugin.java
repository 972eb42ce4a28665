package org.bakeoff.api;

/**
 * Names and describes a plugin.
 *
 * <p>An implementation needs a public constructor without arguments, and a line in the file of {@code META-INF/services/}
 * that is named after the interface it implements. It is stateless and thread-safe: one instance may serve several
 * experiments.
 *
 * @param <C> the record whose components are the properties of the plugin's {@code "config"} in a spec, described by
 *     {@link ConfigProperty}. A component is an {@code int}, {@code long}, {@code double} or {@code boolean}, one of their
 *     boxes, a {@code String}, an enum, a {@code List} of boxes or strings, or a {@code Map} from strings to strings. Its canonical constructor may check what
 *     several properties must fulfil together, and throw {@link IllegalArgumentException} with a message for the user
 */
public sealed interface Plugin<C extends Record> permits Dataset, ModelProvider, Evaluator {

    /** Returns the name in specs, unique among plugins of its kind; it matches {@code [a-z][a-z0-9-]*}. */
    String name();

    /** Returns one line that says what the plugin does. */
    String description();

    /**
     * Returns the configuration of a spec that gives none. A component that is {@code null} here is optional, and
     * {@code null} if a spec leaves it out.
     */
    C defaults();
}
