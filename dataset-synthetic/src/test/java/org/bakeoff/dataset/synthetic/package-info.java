@NullMarked
package org.bakeoff.dataset.synthetic;

import org.jspecify.annotations.NullMarked;
