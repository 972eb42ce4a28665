/** Labelled texts of one's own: CSV, TSV and JSON files, or a folder for each class. */
@NullMarked
package org.bakeoff.dataset.text;

import org.jspecify.annotations.NullMarked;
