/** A model plugin: logistic regression on the words present. */
@NullMarked
package org.bakeoff.provider.bagofwords;

import org.jspecify.annotations.NullMarked;
