/** A model plugin: a stack of layers of gated recurrent units. */
@NullMarked
package org.bakeoff.provider.gru;

import org.jspecify.annotations.NullMarked;
