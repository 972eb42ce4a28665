/** The public door of the runner: {@link org.bakeoff.runner.Experiment}. */
@NullMarked
package org.bakeoff.runner;

import org.jspecify.annotations.NullMarked;
