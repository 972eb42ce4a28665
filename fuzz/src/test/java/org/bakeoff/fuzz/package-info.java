/** A class for each door that strangers' files come in by. */
@NullMarked
package org.bakeoff.fuzz;

import org.jspecify.annotations.NullMarked;
