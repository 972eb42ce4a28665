/** From the text of a spec to a resolved, validated experiment. */
@NullMarked
package org.bakeoff.spec;

import org.jspecify.annotations.NullMarked;
