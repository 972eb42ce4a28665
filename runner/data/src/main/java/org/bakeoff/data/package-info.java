/**
 * What a dataset reads: files, folders and URLs, opened, downloaded, verified and remembered as the inputs of an
 * experiment. {@link org.bakeoff.data.Sources} is the door.
 */
@NullMarked
package org.bakeoff.data;

import org.jspecify.annotations.NullMarked;
