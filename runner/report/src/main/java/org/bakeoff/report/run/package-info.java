/** The run directory: the files that an experiment leaves, and the lock that keeps other runs out of it. */
@NullMarked
package org.bakeoff.report.run;

import org.jspecify.annotations.NullMarked;
