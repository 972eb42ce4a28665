/**
 * The interfaces that a plugin implements and the values that cross them.
 *
 * <p>A plugin is a {@link org.bakeoff.api.Dataset}, a {@link org.bakeoff.api.ModelProvider} or an
 * {@link org.bakeoff.api.Evaluator}, found by {@link java.util.ServiceLoader}.
 */
@NullMarked
package org.bakeoff.api;

import org.jspecify.annotations.NullMarked;
