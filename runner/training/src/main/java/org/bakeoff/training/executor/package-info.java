/** Where trials run that this machine doesn't run itself: an interface that other modules implement, found by ServiceLoader. */
@NullMarked
package org.bakeoff.training.executor;

import org.jspecify.annotations.NullMarked;
