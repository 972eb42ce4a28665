/** Fuzzes the code that reads untrusted files, one class for each reader. */
@NullMarked
package org.bakeoff.fuzz;

import org.jspecify.annotations.NullMarked;
