/** What happens while an experiment runs, as typed events. */
@NullMarked
package org.bakeoff.runner.progress;

import org.jspecify.annotations.NullMarked;
