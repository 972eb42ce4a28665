/** A model plugin: fine-tunes pretrained classifiers of the BERT family. */
@NullMarked
package org.bakeoff.provider.bert;

import org.jspecify.annotations.NullMarked;
