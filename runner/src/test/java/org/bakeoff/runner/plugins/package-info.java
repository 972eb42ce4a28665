/** Plugins as a stranger would write them, for the runner's own tests. */
@NullMarked
package org.bakeoff.runner.plugins;

import org.jspecify.annotations.NullMarked;
