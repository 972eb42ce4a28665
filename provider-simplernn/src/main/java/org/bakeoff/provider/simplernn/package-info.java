/** A model plugin: a stack of simple recurrent layers. */
@NullMarked
package org.bakeoff.provider.simplernn;

import org.jspecify.annotations.NullMarked;
