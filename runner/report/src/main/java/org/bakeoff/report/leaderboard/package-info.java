/** From many runs to leaderboards. */
@NullMarked
package org.bakeoff.report.leaderboard;

import org.jspecify.annotations.NullMarked;
