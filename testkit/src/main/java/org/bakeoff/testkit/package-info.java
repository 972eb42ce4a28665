/** Contract tests that the author of a plugin extends. */
@NullMarked
package org.bakeoff.testkit;

import org.jspecify.annotations.NullMarked;
