/** Compares models over several data sets, each with one run or with one run for each fold. */
@org.jspecify.annotations.NullMarked
package org.bakeoff.statistics.benchmark;
