/** A model plugin: a small transformer, trained from scratch. */
@NullMarked
package org.bakeoff.provider.transformer;

import org.jspecify.annotations.NullMarked;
