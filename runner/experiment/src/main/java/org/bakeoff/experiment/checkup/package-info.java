/** Checks whether this machine, this installation and this cache are fit for experiments. */
@NullMarked
package org.bakeoff.experiment.checkup;

import org.jspecify.annotations.NullMarked;
