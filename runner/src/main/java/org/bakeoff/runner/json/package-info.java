/** How Bakeoff reads and writes JSON. */
@NullMarked
package org.bakeoff.runner.json;

import org.jspecify.annotations.NullMarked;
