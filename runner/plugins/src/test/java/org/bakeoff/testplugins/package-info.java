/** Plugins as a third party would write them, for the runner's own tests. */
@NullMarked
package org.bakeoff.testplugins;

import org.jspecify.annotations.NullMarked;
