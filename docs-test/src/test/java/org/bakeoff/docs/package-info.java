/** What the documents promise, tried. */
@NullMarked
package org.bakeoff.docs;

import org.jspecify.annotations.NullMarked;
