/** Reads options, shows progress and prints results. The command line holds no logic of its own. */
@NullMarked
package org.bakeoff.cli;

import org.jspecify.annotations.NullMarked;
