/** A model plugin: convolutions over words and their largest outputs. */
@NullMarked
package org.bakeoff.provider.textcnn;

import org.jspecify.annotations.NullMarked;
