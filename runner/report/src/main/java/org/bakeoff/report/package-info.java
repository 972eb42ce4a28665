/** From a comparison to comparison.json, run.json and report.html. */
@NullMarked
package org.bakeoff.report;

import org.jspecify.annotations.NullMarked;
