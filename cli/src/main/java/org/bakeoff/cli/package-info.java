/** The command line: it reads options, shows progress and prints results, and holds no logic of its own. */
@NullMarked
package org.bakeoff.cli;

import org.jspecify.annotations.NullMarked;
