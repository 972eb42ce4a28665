/** Labelled texts from a database, or from Parquet, CSV and JSON files by SQL. */
@NullMarked
package org.bakeoff.dataset.sql;

import org.jspecify.annotations.NullMarked;
