/** From all trials' predictions on the same test examples to metrics, differences and findings. */
@NullMarked
package org.bakeoff.statistics;

import org.jspecify.annotations.NullMarked;
