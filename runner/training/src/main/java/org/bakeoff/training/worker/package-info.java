/** Worker processes on this machine: how they are started, asked for trials, listened to and ended. */
@NullMarked
package org.bakeoff.training.worker;

import org.jspecify.annotations.NullMarked;
