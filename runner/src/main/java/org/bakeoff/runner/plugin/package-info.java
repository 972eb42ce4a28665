/** Which plugins there are, and where each comes from. */
@NullMarked
package org.bakeoff.runner.plugin;

import org.jspecify.annotations.NullMarked;
