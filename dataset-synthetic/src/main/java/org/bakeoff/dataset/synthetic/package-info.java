/** Labelled texts made by grammars, with a dial for how far the telling words lie from the end. */
@NullMarked
package org.bakeoff.dataset.synthetic;

import org.jspecify.annotations.NullMarked;
