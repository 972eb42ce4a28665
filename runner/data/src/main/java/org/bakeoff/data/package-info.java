/**
 * Loads datasets: opens or downloads their files, has the plugin encode them, caches the result and splits off the validation
 * set. {@link org.bakeoff.data.DataLoader} is the entry point.
 */
@NullMarked
package org.bakeoff.data;

import org.jspecify.annotations.NullMarked;
