/** What happens while an experiment runs, as typed events. */
@NullMarked
package org.bakeoff.training.progress;

import org.jspecify.annotations.NullMarked;
