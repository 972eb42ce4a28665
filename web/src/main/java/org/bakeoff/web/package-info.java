/** The local page of {@code bakeoff serve}: runs under way and finished runs, read from their run directories. */
@NullMarked
package org.bakeoff.web;

import org.jspecify.annotations.NullMarked;
