/** From text to token ids and back, as Keras does it for its movie reviews. */
@NullMarked
package org.bakeoff.toolkit.text;

import org.jspecify.annotations.NullMarked;
