/** Runs trials elsewhere than on this machine: an interface that other modules implement, found by ServiceLoader. */
@NullMarked
package org.bakeoff.training.executor;

import org.jspecify.annotations.NullMarked;
