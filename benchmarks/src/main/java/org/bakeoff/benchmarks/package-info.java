/** How fast Bakeoff is, measured through the doors that its users have. */
@NullMarked
package org.bakeoff.benchmarks;

import org.jspecify.annotations.NullMarked;
