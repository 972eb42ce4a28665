package org.bakeoff.api;

/** Something that an {@link Evaluator} found; terminal, JSON and report render each kind in its own way. */
public sealed interface Finding permits Metric, Slices, Curve, Table, Cases, Cells {

    /** Its name in comparison.json, unique in a comparison: letters and digits, starting with a small letter. */
    String name();

    /** Its heading for people. */
    String title();
}
