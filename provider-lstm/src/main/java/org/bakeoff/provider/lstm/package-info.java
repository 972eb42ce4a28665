/** A model plugin: a stack of long short-term memory layers. */
@NullMarked
package org.bakeoff.provider.lstm;

import org.jspecify.annotations.NullMarked;
