/** The evaluators that come with Bakeoff. */
@NullMarked
package org.bakeoff.evaluators;

import org.jspecify.annotations.NullMarked;
