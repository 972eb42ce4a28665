/** The Large Movie Review Dataset: read from its own layout, checked, and encoded as Keras encodes it. */
@NullMarked
package org.bakeoff.dataset.imdb;

import org.jspecify.annotations.NullMarked;
