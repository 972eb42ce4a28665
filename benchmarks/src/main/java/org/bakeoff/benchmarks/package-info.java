/** Measures the speed of Bakeoff through its public API. */
@NullMarked
package org.bakeoff.benchmarks;

import org.jspecify.annotations.NullMarked;
