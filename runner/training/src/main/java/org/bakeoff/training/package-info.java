/** Trials: one model, one configuration, one seed, as a pure function into a folder. */
@NullMarked
package org.bakeoff.training;

import org.jspecify.annotations.NullMarked;
