/** Files that appear whole or not at all, folders and locks, and what to say when they can't be written. */
@NullMarked
package org.bakeoff.io;

import org.jspecify.annotations.NullMarked;
