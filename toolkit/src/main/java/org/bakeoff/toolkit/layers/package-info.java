/** Layers as Keras defines them, on PyTorch through DJL, and the stack that recurrent classifiers are made of. */
@NullMarked
package org.bakeoff.toolkit.layers;

import org.jspecify.annotations.NullMarked;
