/** PyTorch in this process: its native libraries, its devices, and the lock that all computations take. */
@NullMarked
package org.bakeoff.training.engine;

import org.jspecify.annotations.NullMarked;
