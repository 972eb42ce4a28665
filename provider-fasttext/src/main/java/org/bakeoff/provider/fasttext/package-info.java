/** A model plugin: the mean of the vectors of words and of runs of words (fastText). */
@NullMarked
package org.bakeoff.provider.fasttext;

import org.jspecify.annotations.NullMarked;
