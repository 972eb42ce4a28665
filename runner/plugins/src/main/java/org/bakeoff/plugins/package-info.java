/** Which plugins there are, and where each comes from. */
@NullMarked
package org.bakeoff.plugins;

import org.jspecify.annotations.NullMarked;
